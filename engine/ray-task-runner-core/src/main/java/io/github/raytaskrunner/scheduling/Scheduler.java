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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.NestedChanges;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.hooks.FailureReader;
import io.github.raytaskrunner.hooks.TaskListeners;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.threads.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Decides when tasks run and what becomes of them: where users and the backend meet.
 * <p>
 * The only one who has the lock. The parts below it know nothing of threads and are only
 * used with it: timers and decisions of users come in like reports and calls. What leads
 * out goes through {@link BackendLink} and {@link Outbox} in the order of events and
 * without the lock, so no code of a backend, a listener or a user runs under it.
 */
public final class Scheduler implements BackendListener {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition idle = this.lock.newCondition();

	private final Admission admission;

	private final Entrance entrance;

	private final HeldValues values;

	private final Dispatcher dispatcher;

	private final TaskGraph graph;

	private final TaskLifecycle lifecycle;

	private final AttemptEvents events;

	private final Groups groups;

	private final Submissions submissions;

	private final Overview overview;

	private final BackendAvailability availability;

	private final TaskLog log;

	private final TaskChanges changes;

	private final BackendLink link;

	private final TaskValues taskValues;

	/**
	 * Create a new scheduler, which has no slots until it is {@linkplain #open opened}.
	 * @param settings bounds of what is unfinished, and of waiting for the backend
	 * @param backend runs the tasks
	 * @param outbox does what the calls of the backend leave to it; closed by whoever
	 * created it
	 * @param told tells listeners; closed by whoever created it
	 * @param timer the clock
	 * @param failureReader lets users decide on failures; closed by whoever created it
	 * @param stateWriter writes the state of a task that did not complete, for one that
	 * reads it
	 * @param changeReader reads what is told of tasks that tasks submitted elsewhere
	 * @param listeners told of all tasks
	 * @param attemptIds gives each attempt its id
	 */
	public Scheduler(RunnerSettings settings, Backend backend, Outbox outbox, Outbox told, Timer timer,
			FailureReader failureReader, Function<TaskState, byte[]> stateWriter,
			Function<byte[], Consumer<TaskListener>> changeReader, TaskListeners listeners, AtomicLong attemptIds) {
		Timer guardedTimer = (delay, action) -> timer.after(delay, () -> guarded(action));
		BackendLink link = new BackendLink(backend, outbox);
		this.link = link;
		ValueFetcher fetcher = new ValueFetcher(link);
		TaskChanges changes = new TaskChanges(told, listeners, changeReader, guardedTimer, this::listenersCaughtUp);
		this.changes = changes;
		this.admission = new Admission(settings, changes, link::runsCaller);
		this.entrance = new Entrance(this, this.admission, backend::await);
		this.values = new HeldValues(link, fetcher, attemptIds);
		this.dispatcher = new Dispatcher(link, this.values, stateWriter, attemptIds, guardedTimer, this::happened);
		this.log = new TaskLog(outbox, guardedTimer);
		this.graph = new TaskGraph(this.dispatcher, this.values, this.admission, changes, this.log,
				this.idle::signalAll);
		this.taskValues = new TaskValues(this, this.graph, this.values, fetcher);
		NextAttempts nextAttempts = new NextAttempts(this.graph, this.dispatcher, guardedTimer, changes, this.log);
		RetryDecisions retryDecisions = new RetryDecisions(failureReader, this::guarded);
		this.lifecycle = new TaskLifecycle(this.graph, this.dispatcher, this.values, retryDecisions, nextAttempts,
				new TimeLimits(this.graph, this.dispatcher, guardedTimer, retryDecisions, nextAttempts), changes);
		this.events = new AttemptEvents(this.dispatcher, this.values, this.graph, this.lifecycle, nextAttempts,
				new ProgressReports(told, listeners));
		Chunks chunks = new Chunks(this.graph, this.lifecycle, nextAttempts, this.values, guardedTimer, this::guarded,
				link);
		this.groups = new Groups(chunks, this.graph, this.dispatcher, this.lifecycle, this.values, this.admission,
				changes);
		this.submissions = new Submissions(this, this.entrance, this.admission, this.groups, this.graph, this.values);
		this.availability = new BackendAvailability(link, outbox, this.lifecycle, this.dispatcher, this.admission,
				guardedTimer, settings.reconnectTimeout(), (status) -> {
					this.idle.signalAll();
					told.post(() -> listeners.statusChanged(status));
				});
		this.overview = new Overview(this.graph, this.dispatcher, chunks, this.values, this.admission,
				this.availability);
	}

	/**
	 * Do something with the lock, then what follows from it for the backend.
	 */
	void guarded(Runnable action) {
		guarded(() -> {
			action.run();
			return null;
		});
	}

	<T extends @Nullable Object> T guarded(Supplier<T> action) {
		this.lock.lock();
		try {
			T result = action.get();
			this.dispatcher.dispatch();
			this.values.flushReleased();
			return result;
		}
		finally {
			this.lock.unlock();
			if (!this.lock.isHeldByCurrentThread()) {
				this.link.deliver();
			}
		}
	}

	private void listenersCaughtUp() {
		guarded(this.admission::signalNext);
	}

	/**
	 * Begin to dispatch.
	 * @param info what is known about the backend
	 */
	public void open(BackendInfo info) {
		guarded(() -> this.availability.open(info));
	}

	/**
	 * Return what is known about the backend.
	 * @return the last that it said
	 */
	public BackendInfo backend() {
		return guarded(this.availability::backend);
	}

	/**
	 * Return how it stands with the backend.
	 * @return the status
	 */
	public RunnerStatus status() {
		return guarded(this.availability::status);
	}

	@Override
	public void capacityChanged(int slots, int nodes) {
		guarded(() -> this.availability.capacityChanged(slots, nodes));
	}

	@Override
	public void slotsLent(int slots, int callsWithoutCpu) {
		guarded(() -> this.availability.slotsLent(slots, callsWithoutCpu));
	}

	@Override
	public void disconnected(String reason) {
		guarded(() -> this.availability.disconnected(reason));
	}

	@Override
	public void connectFailed(String obstacle) {
		guarded(() -> this.availability.connectFailed(obstacle));
	}

	@Override
	public void connected(BackendInfo info) {
		guarded(() -> this.availability.connected(info));
	}

	@Override
	public void happened(List<AttemptEvent> events) {
		guarded(() -> this.events.happened(events));
	}

	@Override
	public void nestedChanged(NestedChanges nested) {
		guarded(() -> this.changes.nestedChanged(nested));
	}

	/**
	 * Fail unless tasks are accepted.
	 * @throws RayTaskRejectedException if they are not
	 */
	public void checkAccepting() {
		this.admission.checkOpen();
	}

	/**
	 * Return the depth of what an attempt submits.
	 * @param attempt id of the attempt
	 * @return one more than that of its task
	 */
	public int depthWithin(long attempt) {
		return guarded(() -> {
			AttemptInFlight within = this.dispatcher.find(attempt);
			return (within != null) ? within.task().spec().depth() + 1 : 1;
		});
	}

	/**
	 * Find the future of a task by its key.
	 * @param key the key
	 * @param factory makes a new future if nobody holds one, without taking long
	 * @return the future, or {@code null} if there is no such task
	 */
	public @Nullable HeldFuture find(String key, Function<Task, ? extends HeldFuture> factory) {
		return guarded(() -> {
			Task known = this.graph.find(key);
			Task task = (known != null) ? known : this.groups.find(key);
			return (task != null) ? task.future(factory) : null;
		});
	}

	/**
	 * Note that a user holds one more future of a task.
	 * @param task the task
	 */
	public void futureOpened(Task task) {
		guarded(task::openFuture);
	}

	/**
	 * Note that users do not hold futures of tasks any more.
	 * @param tasks the tasks
	 */
	public void futuresDropped(List<Task> tasks) {
		guarded(() -> tasks.forEach((task) -> {
			this.graph.futureDropped(task);
			this.groups.futureDropped(task);
		}));
	}

	/**
	 * Cancel a task.
	 * @param task the task
	 * @param reason why
	 * @return whether it had not ended
	 */
	public boolean cancel(Task task, String reason) {
		return guarded(() -> this.lifecycle.cancel(task, reason));
	}

	/**
	 * Ask for something of all tasks together, with the lock.
	 * @param <T> the type of the answer
	 * @param question the question, which takes no time
	 * @return the answer
	 */
	public <T> T overview(Function<Overview, T> question) {
		return guarded(() -> question.apply(this.overview));
	}

	Entrance entrance() {
		return this.entrance;
	}

	Groups groups() {
		return this.groups;
	}

	/**
	 * Return the ways in which tasks come in.
	 * @return the ways, safe for use by several threads
	 */
	public Submissions submissions() {
		return this.submissions;
	}

	/**
	 * Return the values of tasks.
	 * @return the values, safe for use by several threads
	 */
	public TaskValues values() {
		return this.taskValues;
	}

	/**
	 * Accept no more tasks.
	 * @param reason why
	 */
	public void close(String reason) {
		guarded(() -> this.admission.close(reason));
	}

	/**
	 * Wait until all tasks have ended, or cannot run.
	 * @param timeout longest time to wait
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public void awaitIdle(Duration timeout) throws InterruptedException {
		long remaining = TimeUnit.NANOSECONDS.convert(timeout);
		this.lock.lockInterruptibly();
		try {
			while (this.graph.unfinished() > 0 && this.link.isUp() && remaining > 0) {
				remaining = this.idle.awaitNanos(remaining);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Cancel all tasks that have not ended, and listen to the backend no more.
	 * @param reason why
	 * @return how many of them were queued and in flight
	 */
	public TaskCounts cancelAll(String reason) {
		return guarded(() -> {
			TaskCounts cancelled = this.overview.wanted();
			this.availability.close();
			this.dispatcher.clear();
			this.graph.endAll((task) -> true, () -> new TaskState.Cancelled(reason));
			this.graph.logUnnoticed();
			this.log.close();
			this.changes.tellLeftOut();
			return cancelled;
		});
	}

}
