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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;

import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.AttemptResult;
import io.github.raytaskrunner.scheduling.TaskLog.Retry;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a task when one of its attempts ends, reaches its time limit or
 * is to be cancelled: a final state, or another attempt.
 * <p>
 * A task that has its final state may still occupy its slot: its attempt remains in
 * flight until the backend reports the end of it.
 */
final class Attempts {

	private static final TaskState COMPLETED = new TaskState.Completed();

	private final Lock lock;

	private final TaskGraph graph;

	private final Dispatcher dispatcher;

	private final HeldValues values;

	private final Timer timer;

	private final FailureReader failureReader;

	private final Outbox outbox;

	private final TaskListener listener;

	private final TaskLog log;

	/**
	 * Whether the backend was lost and has not come back in time.
	 */
	private boolean givenUp;

	/**
	 * Create new attempts.
	 * @param lock the lock of the scheduler
	 * @param graph the tasks
	 * @param dispatcher runs further attempts
	 * @param values the values of ended tasks
	 * @param timer the clock
	 * @param failureReader rebuilds the exceptions of tasks
	 * @param outbox the way to the listener
	 * @param listener told about the tasks
	 * @param log told about retries
	 */
	Attempts(Lock lock, TaskGraph graph, Dispatcher dispatcher, HeldValues values, Timer timer,
			FailureReader failureReader, Outbox outbox, TaskListener listener, TaskLog log) {
		this.lock = lock;
		this.graph = graph;
		this.dispatcher = dispatcher;
		this.values = values;
		this.timer = timer;
		this.failureReader = failureReader;
		this.outbox = outbox;
		this.listener = listener;
		this.log = log;
	}

	void started(long attempt) {
		this.lock.lock();
		try {
			Flight flight = this.dispatcher.flight(attempt);
			long now = System.nanoTime();
			if (flight == null || !flight.start(now) || flight.isUnwanted()) {
				return;
			}
			Task task = flight.task();
			task.start(now);
			this.outbox.post(() -> this.listener.started(task.group()));
			Duration timeLimit = task.spec().timeLimit();
			if (timeLimit != null) {
				flight.limitBy(this.timer.after(timeLimit, () -> timeLimitReached(flight, timeLimit)));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void finished(long attempt, AttemptResult result) {
		this.lock.lock();
		try {
			this.dispatcher.end(attempt, (flight) -> {
				this.dispatcher.measure(flight, System.nanoTime());
				if (flight.isUnwanted()) {
					this.values.release(attempt);
					retryIfDecided(flight);
				}
				else {
					finished(flight.task(), result);
				}
			});
		}
		finally {
			this.lock.unlock();
		}
	}

	private void finished(Task task, AttemptResult result) {
		this.values.hold(task, result.value(), result.size());
		if (result.failed()) {
			task.threw();
			this.failureReader.read(this.values.get(task), (exception) -> failed(task, exception));
		}
		else {
			this.graph.conclude(task, COMPLETED);
		}
	}

	// Called without the lock: the policy is code of the user.
	private void failed(Task task, Throwable exception) {
		Duration delay = retryDelay(task, exception);
		String cause = (delay != null) ? "failed: " + describe(exception) : "";
		this.lock.lock();
		try {
			if (task.state().isFinal()) {
				return;
			}
			if (delay != null && canRunAgain(task)) {
				this.values.release(task);
				retry(task, new Retry(delay, cause));
			}
			else {
				this.graph.conclude(task, new TaskState.Failed(exception));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private static String describe(Throwable exception) {
		try {
			return exception.toString();
		}
		catch (RuntimeException ex) {
			return exception.getClass().getName();
		}
	}

	private boolean canRunAgain(Task task) {
		return !this.givenUp && this.graph.lostUpstream(task) == null;
	}

	private @Nullable Duration retryDelay(Task task, Throwable exception) {
		Retries retries = task.retries();
		return (retries != null) ? retries.next(exception, task.timeSinceFirstStart(System.nanoTime())) : null;
	}

	private void retry(Task task, Retry retry) {
		if (this.graph.concludeIfUnreadable(task)) {
			return;
		}
		task.retry();
		this.log.retried(task, retry);
		this.outbox.post(() -> this.listener.retried(task.group()));
		if (retry.delay().isZero()) {
			this.dispatcher.add(task);
			this.dispatcher.dispatch();
		}
		else {
			task.retryLater(this.timer.after(retry.delay(), () -> retryDue(task)), Instant.now().plus(retry.delay()));
		}
	}

	private void retryDue(Task task) {
		this.lock.lock();
		try {
			if (!task.state().isFinal()) {
				task.retry();
				this.dispatcher.add(task);
				this.dispatcher.dispatch();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void crashed(long attempt, String reason) {
		this.lock.lock();
		try {
			this.dispatcher.end(attempt, (flight) -> {
				if (flight.isUnwanted()) {
					retryIfDecided(flight);
				}
				else {
					crashed(flight.task(), reason);
				}
			});
		}
		finally {
			this.lock.unlock();
		}
	}

	private void crashed(Task task, String reason) {
		if (task.crash()) {
			retry(task, new Retry(Duration.ZERO, "crashed: " + reason));
		}
		else {
			this.graph.conclude(task, new TaskState.Crashed(
					(task.attempts() > 1) ? reason + " (attempt " + task.attempts() + ")" : reason));
		}
	}

	void upstreamsLost(long attempt, Map<Long, String> reasons) {
		this.lock.lock();
		try {
			this.dispatcher.end(attempt, (flight) -> {
				if (flight.isUnwanted()) {
					retryIfDecided(flight);
				}
				else {
					upstreamsLost(flight.task(), reasons);
				}
			});
		}
		finally {
			this.lock.unlock();
		}
	}

	private void upstreamsLost(Task task, Map<Long, String> reasons) {
		List<String> losses = new ArrayList<>();
		task.upstreamsToRead().forEach((upstream) -> {
			String reason = reasons.get(upstream.attempt());
			if (reason != null) {
				losses.add("'" + upstream.name() + "' (" + reason + ")");
				this.values.lost(upstream, reason);
			}
		});
		this.graph.concludeUnreadable();
		if (!task.state().isFinal()) {
			// Values that were pushed are sent again.
			crashed(task, "the values of " + losses.size() + " upstream tasks were lost"
					+ losses.stream().findFirst().map((loss) -> ", among them that of " + loss).orElse(""));
		}
	}

	private void timeLimitReached(Flight flight, Duration limit) {
		this.lock.lock();
		try {
			Task task = flight.task();
			if (flight.hasEnded() || flight.isUnwanted()) {
				return;
			}
			this.dispatcher.abort(flight);
			TaskState.TimedOut timedOut = new TaskState.TimedOut(limit);
			if (task.retries() != null) {
				this.failureReader.execute(() -> timedOut(flight, timedOut));
			}
			else {
				this.graph.conclude(task, timedOut);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	// Called without the lock: the policy is code of the user.
	private void timedOut(Flight flight, TaskState.TimedOut timedOut) {
		Task task = flight.task();
		Duration delay = retryDelay(task, TaskExceptions.of(task, timedOut));
		this.lock.lock();
		try {
			if (task.state().isFinal()) {
				return;
			}
			if (delay == null || !canRunAgain(task)) {
				this.graph.conclude(task, timedOut);
			}
			else {
				task.retry();
				// Two attempts of a task never run at the same time.
				flight.retryAfterEnd(new Retry(delay, "ran longer than its time limit of " + timedOut.limit()));
				if (flight.hasEnded()) {
					retryIfDecided(flight);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void retryIfDecided(Flight flight) {
		Retry retry = flight.retry();
		if (retry != null && !flight.task().state().isFinal()) {
			retry(flight.task(), retry);
		}
	}

	/**
	 * Cancel a task.
	 * @param task the task
	 * @param reason why
	 * @return whether it had not ended
	 */
	boolean cancel(Task task, String reason) {
		this.lock.lock();
		try {
			if (task.state().isFinal()) {
				return false;
			}
			Flight flight = this.dispatcher.flight(task.attempt());
			if (flight != null && !flight.isUnwanted()) {
				this.dispatcher.abort(flight);
			}
			this.dispatcher.remove(task);
			this.graph.conclude(task, new TaskState.Cancelled(reason));
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * End all attempts, and the tasks that read what the backend held and has lost.
	 * @param reason why the backend is lost
	 * @return the number of attempts that have crashed
	 */
	int disconnected(String reason) {
		List<Flight> flights = this.dispatcher.halt();
		this.values.disconnected(reason);
		int crashed = 0;
		for (Flight flight : flights) {
			if (flight.isUnwanted()) {
				retryIfDecided(flight);
			}
			else {
				crashed(flight.task(), reason);
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
		this.givenUp = false;
		this.dispatcher.open(slots);
	}

	/**
	 * End all tasks that could still need an attempt. The exception of a task that has
	 * thrown one is here or being read: it ends with that, and is not retried.
	 * @param reason why no attempt can run
	 * @return the number of tasks that have crashed
	 */
	int giveUp(String reason) {
		this.givenUp = true;
		this.dispatcher.clear();
		return this.graph.endAll((task) -> !task.hasThrown(), () -> new TaskState.Crashed(reason));
	}

}
