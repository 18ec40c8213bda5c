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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.AttemptResult;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a task when one of its attempts ends or is to be cancelled: a
 * final state, or another attempt.
 * <p>
 * A task that has its final state may still occupy its slot: its attempt remains in
 * flight until the backend reports the end of it. Guarded by the lock of the scheduler.
 */
final class TaskLifecycle {

	private final TaskGraph graph;

	private final Dispatcher dispatcher;

	private final HeldValues values;

	private final RetryDecisions retryDecisions;

	private final NextAttempts nextAttempts;

	private final TimeLimits timeLimits;

	private final TaskChanges changes;

	/**
	 * Create a new life cycle.
	 * @param graph the tasks
	 * @param dispatcher has the attempts in flight
	 * @param values the values of ended tasks
	 * @param retryDecisions decides on tasks that failed
	 * @param nextAttempts runs tasks again
	 * @param timeLimits ends attempts that take too long
	 * @param changes told the states of tasks
	 */
	TaskLifecycle(TaskGraph graph, Dispatcher dispatcher, HeldValues values, RetryDecisions retryDecisions,
			NextAttempts nextAttempts, TimeLimits timeLimits, TaskChanges changes) {
		this.graph = graph;
		this.dispatcher = dispatcher;
		this.values = values;
		this.retryDecisions = retryDecisions;
		this.nextAttempts = nextAttempts;
		this.timeLimits = timeLimits;
		this.changes = changes;
	}

	/**
	 * Note that an attempt, which somebody wants, started on a worker.
	 * @param inFlight the attempt
	 * @param now the time
	 */
	void started(AttemptInFlight inFlight, long now) {
		Task task = inFlight.task();
		task.start(now);
		if (task.isCounted()) {
			this.changes.changed(task);
		}
		this.timeLimits.started(inFlight);
	}

	/**
	 * Decide on a task whose attempt ended by itself.
	 * @param task the task
	 * @param result what the attempt ended with
	 */
	void finished(Task task, AttemptResult result) {
		if (task instanceof ChunkTask chunk) {
			chunk.finished(result);
			return;
		}
		this.values.hold(task, result.value(), result.size());
		if (result.failed()) {
			threw(task);
		}
		else {
			this.graph.conclude(task, Task.COMPLETED);
		}
	}

	/**
	 * Decide on a task whose last attempt threw an exception, which is its value.
	 * @param task the task
	 */
	void threw(Task task) {
		task.threw();
		this.retryDecisions.afterFailure(task, this.values.get(task),
				(exception, retry) -> failed(task, exception, retry));
	}

	private void failed(Task task, Throwable exception, @Nullable Retry retry) {
		if (task.state().isFinal()) {
			return;
		}
		if (retry != null && this.nextAttempts.arePossible(task)) {
			this.values.release(task);
			this.nextAttempts.retry(task, retry);
		}
		else {
			this.graph.conclude(task, new TaskState.Failed(exception));
		}
	}

	/**
	 * Note that an attempt, which somebody wants, came back without having started.
	 * @param task its task
	 */
	void returned(Task task) {
		task.history().returned();
		if (task.retry() && task.isCounted()) {
			this.changes.changed(task);
		}
	}

	/**
	 * Decide on a task whose attempt crashed.
	 * @param task the task
	 * @param reason what is known about it
	 */
	void crashed(Task task, String reason) {
		if (task instanceof ChunkTask chunk) {
			chunk.crashed(reason);
		}
		else if (task.crash()) {
			this.nextAttempts.retry(task, new Retry(Duration.ZERO, "crashed: " + reason));
		}
		else {
			int attempts = task.history().count();
			this.graph.conclude(task,
					new TaskState.Crashed((attempts > 1) ? reason + " (attempt " + attempts + ")" : reason));
		}
	}

	/**
	 * Decide on a task whose attempt could not read what it reads.
	 * @param task the task
	 * @param reasons why values are lost, by the id of their attempt
	 */
	void upstreamsLost(Task task, Map<Long, String> reasons) {
		List<String> losses = new ArrayList<>();
		task.neighbours().valuesToRead().forEach((upstream) -> {
			String reason = reasons.get(upstream.attempt());
			if (reason != null) {
				losses.add("'" + upstream.name() + "' (" + reason + ")");
				this.values.lost(upstream, reason);
			}
		});
		if (!this.graph.concludeIfUnreadable(task)) {
			// Values that were pushed are sent again.
			crashed(task, describe(losses));
		}
	}

	private static String describe(List<String> losses) {
		return losses.isEmpty() ? "a value that it read was lost, and has been sent again for another task"
				: "the values of " + losses.size() + " upstream tasks were lost, among them that of " + losses.get(0);
	}

	/**
	 * Cancel a task.
	 * @param task the task
	 * @param reason why
	 * @return whether it had not ended
	 */
	boolean cancel(Task task, String reason) {
		if (task.state().isFinal()) {
			return false;
		}
		AttemptInFlight inFlight = this.dispatcher.find(task.attempt());
		if (inFlight != null && !inFlight.isUnwanted()) {
			this.dispatcher.abort(inFlight);
		}
		this.dispatcher.remove(task);
		this.graph.conclude(task, new TaskState.Cancelled(reason));
		return true;
	}

	/**
	 * End all attempts, and the tasks that read what the backend held and has lost.
	 * @param reason why the backend is lost
	 * @return the number of attempts that have crashed
	 */
	int disconnected(String reason) {
		List<AttemptInFlight> ended = this.dispatcher.halt();
		this.values.disconnected(reason);
		int crashed = 0;
		for (AttemptInFlight inFlight : ended) {
			if (inFlight.isUnwanted()) {
				this.nextAttempts.ended(inFlight);
			}
			else {
				crashed(inFlight.task(), reason);
				crashed++;
			}
		}
		this.graph.concludeUnreadable();
		return crashed;
	}

	/**
	 * Dispatch again.
	 * @param slots number of calls with default resources that the backend runs at once
	 */
	void connected(int slots) {
		this.nextAttempts.resume();
		this.dispatcher.open(slots);
	}

	/**
	 * End all tasks that could still need an attempt. The exception of a task that has
	 * thrown one is here or being read: it ends with that, and is not retried.
	 * @param reason why no attempt can run
	 * @return the number of tasks that have crashed
	 */
	int giveUp(String reason) {
		this.nextAttempts.giveUp();
		this.dispatcher.clear();
		return this.graph.endAll((task) -> !task.hasThrown(), () -> new TaskState.Crashed(reason));
	}

}
