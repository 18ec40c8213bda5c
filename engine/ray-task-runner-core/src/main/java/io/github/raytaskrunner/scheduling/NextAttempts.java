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

import java.time.Instant;

import io.github.raytaskrunner.threads.Timer;

/**
 * Lets tasks have another attempt, at once or later. Guarded by the lock of the
 * scheduler.
 */
final class NextAttempts {

	private final TaskGraph graph;

	private final Dispatcher dispatcher;

	private final Timer timer;

	private final TaskChanges changes;

	private final TaskLog log;

	/**
	 * Whether the backend was lost and has not come back in time.
	 */
	private boolean givenUp;

	/**
	 * Create attempts to come, of which there are none so far.
	 * @param graph the tasks
	 * @param dispatcher runs the attempts
	 * @param timer the clock
	 * @param changes told the states of tasks
	 * @param log told about retries
	 */
	NextAttempts(TaskGraph graph, Dispatcher dispatcher, Timer timer, TaskChanges changes, TaskLog log) {
		this.graph = graph;
		this.dispatcher = dispatcher;
		this.timer = timer;
		this.changes = changes;
		this.log = log;
	}

	/**
	 * Return whether a task could have another attempt.
	 * @param task the task
	 * @return whether there is a backend to hope for, and all that the task reads
	 */
	boolean arePossible(Task task) {
		return !this.givenUp && this.graph.lostUpstream(task) == null;
	}

	/**
	 * Run a task again, unless it cannot read any more what it reads.
	 * @param task the task, which has not ended
	 * @param retry when and why
	 */
	void retry(Task task, Retry retry) {
		if (this.graph.concludeIfUnreadable(task)) {
			return;
		}
		task.awaitRetry(Instant.now().plus(retry.delay()));
		this.changes.changed(task);
		this.log.retried(task, retry);
		if (retry.delay().isZero()) {
			begin(task);
		}
		else {
			task.retryLater(this.timer.after(retry.delay(), () -> begin(task)));
		}
	}

	/**
	 * Run a task again once its present attempt has ended: two attempts of a task never
	 * run at the same time.
	 * @param inFlight the attempt, which is unwanted
	 * @param retry when and why
	 */
	void retryAfterEnd(AttemptInFlight inFlight, Retry retry) {
		pending(inFlight.task());
		inFlight.retryAfterEnd(retry);
		if (inFlight.hasEnded()) {
			ended(inFlight);
		}
	}

	/**
	 * Note that an attempt has ended which was unwanted: its task may wait for that.
	 * @param inFlight the attempt
	 */
	void ended(AttemptInFlight inFlight) {
		Retry retry = inFlight.retry();
		if (retry != null && !inFlight.task().state().isFinal()) {
			retry(inFlight.task(), retry);
		}
	}

	/**
	 * Run a task again that has no attempt in flight, unless it has ended meanwhile.
	 * @param task the task
	 */
	void begin(Task task) {
		if (!task.state().isFinal()) {
			pending(task);
			this.dispatcher.add(task);
		}
	}

	private void pending(Task task) {
		if (task.retry()) {
			this.changes.changed(task);
		}
	}

	/**
	 * Note that the backend runs attempts again.
	 */
	void resume() {
		this.givenUp = false;
	}

	/**
	 * Let there be no more attempts.
	 */
	void giveUp() {
		this.givenUp = true;
	}

}
