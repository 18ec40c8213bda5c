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

/**
 * How often and how long a task has run so far. Guarded by the lock of the scheduler.
 */
final class AttemptHistory {

	private long submitted = System.nanoTime();

	private int count;

	private int crashes;

	private boolean suspect;

	private long firstStarted;

	private long lastStarted;

	private boolean running;

	private Duration lastRun = Duration.ZERO;

	/**
	 * Note that the task was submitted before this was created.
	 * @param time the time
	 */
	void submitted(long time) {
		this.submitted = time;
	}

	/**
	 * Note that there was another attempt, in which the task ran with others.
	 * @param together history of all of them
	 */
	void ranWith(AttemptHistory together) {
		this.count++;
		started(together.lastStarted);
	}

	/**
	 * Note that another attempt was dispatched.
	 */
	void dispatched() {
		this.count++;
		started(System.nanoTime());
	}

	/**
	 * Note that the last attempt started on a worker.
	 * @param now the time
	 */
	void started(long now) {
		this.running = true;
		this.lastStarted = now;
		if (this.count == 1) {
			this.firstStarted = now;
		}
	}

	/**
	 * Note that the last attempt has ended, and that another one may follow.
	 * @param now the time
	 */
	void ended(long now) {
		this.lastRun = timeRun(now);
		this.running = false;
	}

	/**
	 * Note that the last attempt did not start: it was none.
	 */
	void returned() {
		this.running = false;
		this.count--;
	}

	/**
	 * Note that the last attempt crashed.
	 */
	void crashed() {
		this.crashes++;
		this.suspect = true;
	}

	/**
	 * Note that the last attempt was in a call that died.
	 */
	void callDied() {
		this.suspect = true;
	}

	/**
	 * Return whether the task may have been the reason why a call has died.
	 * @return whether that may be so
	 */
	boolean isSuspect() {
		return this.suspect;
	}

	/**
	 * Return the number of attempts.
	 * @return the number, which is that of the last attempt
	 */
	int count() {
		return this.count;
	}

	int crashes() {
		return this.crashes;
	}

	/**
	 * Return the time from submission to the start of the first attempt.
	 * @param now the time
	 * @return the time, up to now if there was no attempt
	 */
	Duration timeQueued(long now) {
		return Duration.ofNanos(((this.count > 0) ? this.firstStarted : now) - this.submitted);
	}

	/**
	 * Return the time since submission.
	 * @param now the time
	 * @return the time
	 */
	Duration age(long now) {
		return Duration.ofNanos(now - this.submitted);
	}

	/**
	 * Return how long the last attempt has run.
	 * @param now the time
	 * @return the time, zero if there was no attempt
	 */
	Duration timeRun(long now) {
		return (this.running && this.count > 0) ? Duration.ofNanos(now - this.lastStarted) : this.lastRun;
	}

	Duration timeSinceFirstStart(long now) {
		return Duration.ofNanos(now - this.firstStarted);
	}

}
