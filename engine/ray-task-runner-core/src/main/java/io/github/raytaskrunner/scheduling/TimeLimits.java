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

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.threads.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Ends attempts that take longer than they may. Guarded by the lock of the scheduler.
 */
final class TimeLimits {

	/**
	 * How long an attempt that has reached its time limit may go on before it is looked
	 * again whether it is heard.
	 */
	private static final Duration UNHEARD_DELAY = Duration.ofSeconds(1);

	private final TaskGraph graph;

	private final Dispatcher dispatcher;

	private final Timer timer;

	private final RetryDecisions retryDecisions;

	private final NextAttempts nextAttempts;

	/**
	 * Create limits, of which none is known so far.
	 * @param graph the tasks
	 * @param dispatcher ends attempts
	 * @param timer the clock
	 * @param retryDecisions decides on tasks that have reached their limit
	 * @param nextAttempts runs them again
	 */
	TimeLimits(TaskGraph graph, Dispatcher dispatcher, Timer timer, RetryDecisions retryDecisions,
			NextAttempts nextAttempts) {
		this.graph = graph;
		this.dispatcher = dispatcher;
		this.timer = timer;
		this.retryDecisions = retryDecisions;
		this.nextAttempts = nextAttempts;
	}

	/**
	 * Note that an attempt has started, whose task may have a time limit.
	 * @param inFlight the attempt
	 */
	void started(AttemptInFlight inFlight) {
		Duration limit = inFlight.task().spec().timeLimit();
		if (limit != null) {
			inFlight.limitBy(this.timer.after(limit, () -> reached(inFlight, limit)));
		}
	}

	private void reached(AttemptInFlight inFlight, Duration limit) {
		Task task = inFlight.task();
		if (inFlight.hasEnded() || inFlight.isUnwanted()) {
			return;
		}
		if (!this.dispatcher.isHeard()) {
			awaitHeard(inFlight, limit);
			return;
		}
		this.dispatcher.abort(inFlight);
		TaskState.TimedOut timedOut = new TaskState.TimedOut(limit);
		if (task.retries() != null) {
			this.retryDecisions.afterTimeout(task, timedOut, (retry) -> decided(inFlight, timedOut, retry));
		}
		else {
			this.graph.conclude(task, timedOut);
		}
	}

	// it may have ended in time: what was missed is heard soon after others are
	private void awaitHeard(AttemptInFlight inFlight, Duration limit) {
		boolean heard = this.dispatcher.isHeard();
		inFlight.limitBy(this.timer.after(UNHEARD_DELAY, () -> {
			if (heard) {
				reached(inFlight, limit);
			}
			else if (!inFlight.hasEnded()) {
				awaitHeard(inFlight, limit);
			}
		}));
	}

	private void decided(AttemptInFlight inFlight, TaskState.TimedOut timedOut, @Nullable Retry retry) {
		Task task = inFlight.task();
		if (task.state().isFinal()) {
			return;
		}
		if (retry != null && this.nextAttempts.arePossible(task)) {
			this.nextAttempts.retryAfterEnd(inFlight, retry);
		}
		else {
			this.graph.conclude(task, timedOut);
		}
	}

}
