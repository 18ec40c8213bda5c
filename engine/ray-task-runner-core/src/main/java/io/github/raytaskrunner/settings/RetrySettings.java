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

package io.github.raytaskrunner.settings;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOff;

/**
 * {@link RetryPolicy} that is equal to others with the same values, and so can be among
 * settings that are compared. It retries after any exception. What is {@code null} is as
 * Spring has it.
 *
 * @param maxRetries how often a task is run again
 * @param delay time to wait before the first retry
 * @param multiplier by what the time grows from one retry to the next
 * @param maxDelay longest time to wait
 * @param jitter by how much the time may differ
 */
public record RetrySettings(long maxRetries, @Nullable Duration delay, @Nullable Double multiplier,
		@Nullable Duration maxDelay, @Nullable Duration jitter) implements RetryPolicy {

	@Override
	public boolean shouldRetry(Throwable throwable) {
		return true;
	}

	@Override
	public BackOff getBackOff() {
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
		return policy.build().getBackOff();
	}

}
