/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.raytaskrunner.scheduling;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * What holds for the attempts of tasks whose options say nothing else. What is
 * {@code null} is left to others.
 *
 * @param crashRetries how often a task is run again when the process that runs it dies
 * @param timeLimit time limit of an attempt
 * @param retry when a task is run again that failed
 */
public record AttemptDefaults(@Nullable Integer crashRetries, @Nullable Duration timeLimit, Retry retry) {

	/**
	 * Leaves everything to others.
	 */
	public static final AttemptDefaults NONE = new AttemptDefaults(null, null, new Retry(null, null, null, null, null));

	/**
	 * Return these defaults with the values that others set in place of their own.
	 * @param inner the others, whose values win
	 * @return new defaults
	 */
	AttemptDefaults with(AttemptDefaults inner) {
		return new AttemptDefaults(or(inner.crashRetries, this.crashRetries), or(inner.timeLimit, this.timeLimit),
				this.retry.with(inner.retry));
	}

	private static <T> @Nullable T or(@Nullable T value, @Nullable T other) {
		return (value != null) ? value : other;
	}

	/**
	 * When a task is run again that threw an exception or exceeded its time limit.
	 *
	 * @param maxRetries how often; by default never
	 * @param delay time to wait before the first retry
	 * @param multiplier by what the time grows from one retry to the next
	 * @param maxDelay longest time to wait
	 * @param jitter by how much the time may differ
	 */
	public record Retry(@Nullable Long maxRetries, @Nullable Duration delay, @Nullable Double multiplier,
			@Nullable Duration maxDelay, @Nullable Duration jitter) {

		private Retry with(Retry inner) {
			return new Retry(or(inner.maxRetries, this.maxRetries), or(inner.delay, this.delay),
					or(inner.multiplier, this.multiplier), or(inner.maxDelay, this.maxDelay),
					or(inner.jitter, this.jitter));
		}

		/**
		 * Return what decides on retries.
		 * @return the policy, or {@code null} if there are no retries
		 */
		@Nullable RetryPolicy policy() {
			if (this.maxRetries == null || this.maxRetries == 0) {
				return null;
			}
			RetryPolicy.Builder policy = RetryPolicy.builder().maxRetries(this.maxRetries);
			if (this.delay != null) {
				policy.delay(this.delay);
			}
			if (this.multiplier != null) {
				policy.multiplier(this.multiplier);
			}
			if (this.maxDelay != null) {
				policy.maxDelay(this.maxDelay);
			}
			if (this.jitter != null) {
				policy.jitter(this.jitter);
			}
			return policy.build();
		}

	}

}
