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
import java.util.Optional;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that was handed to the backend. Guarded by the lock of the scheduler.
 */
final class AttemptInFlight {

	private final Task task;

	private final long attempt;

	private final CallInFlight call;

	private @Nullable Future<?> timeLimit;

	private long started;

	private boolean hasStarted;

	private boolean unwanted;

	private boolean ended;

	private @Nullable Retry retry;

	AttemptInFlight(Task task, long attempt, CallInFlight call) {
		this.task = task;
		this.attempt = attempt;
		this.call = call;
	}

	Task task() {
		return this.task;
	}

	long attempt() {
		return this.attempt;
	}

	/**
	 * Note that the attempt started on a worker.
	 * @param now the time
	 * @return whether that is new
	 */
	boolean start(long now) {
		if (this.hasStarted) {
			return false;
		}
		this.hasStarted = true;
		this.started = now;
		this.call.advanced(now);
		return true;
	}

	void limitBy(Future<?> timeLimit) {
		this.timeLimit = timeLimit;
	}

	/**
	 * Note that nobody wants to know any more what the attempt ends with.
	 */
	void unwanted() {
		this.unwanted = true;
	}

	boolean isUnwanted() {
		return this.unwanted;
	}

	/**
	 * Run the task again after this attempt, which has exceeded its time limit, has
	 * ended.
	 * @param retry when to run it
	 */
	void retryAfterEnd(Retry retry) {
		this.retry = retry;
	}

	@Nullable Retry retry() {
		return this.retry;
	}

	/**
	 * Note that the backend has reported the end.
	 * @return whether the whole call has ended
	 */
	boolean end() {
		this.ended = true;
		if (this.timeLimit != null) {
			this.timeLimit.cancel(false);
		}
		return this.call.end();
	}

	boolean hasEnded() {
		return this.ended;
	}

	CallInFlight call() {
		return this.call;
	}

	/**
	 * Return how long the attempt has run.
	 * @param now the time
	 * @return the time, empty if nobody told when it started
	 */
	Optional<Duration> ran(long now) {
		return (this.hasStarted) ? Optional.of(Duration.ofNanos(now - this.started)) : Optional.empty();
	}

}
