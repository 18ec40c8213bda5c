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

package io.github.raytaskrunner.hooks;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Asks the retry policy of one task whether and when it runs again. Runs code of users,
 * so not to be called under a lock; attempts of a task fail one after another.
 */
public final class Retries {

	private static final Log logger = LogFactory.getLog(Retries.class);

	private final RetryPolicy policy;

	private @Nullable BackOffExecution backOff;

	/**
	 * Create the retries of a task.
	 * @param policy the policy of the user
	 */
	public Retries(RetryPolicy policy) {
		this.policy = policy;
	}

	/**
	 * Decide after an attempt that failed.
	 * @param exception why it failed
	 * @param elapsed time since the first attempt started
	 * @return how long to wait before the next attempt, or {@code null} if there is none
	 */
	public @Nullable Duration next(Throwable exception, Duration elapsed) {
		try {
			return (this.policy.shouldRetry(exception)) ? nextDelay(elapsed) : null;
		}
		// whatever it is, the task must not wait for a decision that never comes
		catch (Throwable ex) {
			logger.error("Retry policy " + this.policy + " failed, so there is no retry", ex);
			return null;
		}
	}

	private @Nullable Duration nextDelay(Duration elapsed) {
		BackOffExecution backOff = this.backOff;
		if (backOff == null) {
			backOff = this.policy.getBackOff().start();
			this.backOff = backOff;
		}
		long millis = backOff.nextBackOff();
		if (millis == BackOffExecution.STOP) {
			return null;
		}
		Duration delay = Duration.ofMillis(millis);
		Duration timeout = this.policy.getTimeout();
		boolean inTime = timeout.isZero() || elapsed.plus(delay).compareTo(timeout) <= 0;
		return (inTime) ? delay : null;
	}

}
