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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.AttemptResult;
import io.github.raytaskrunner.backend.BackendListener;
import org.jspecify.annotations.Nullable;

/**
 * Decides when tasks run and what becomes of them: where users and the backend meet.
 * <p>
 * One lock guards the {@link TaskGraph graph}, the {@link Dispatcher queue and what is in
 * flight}, the {@link Attempts} and the {@link HeldValues values}. What leads out of the
 * scheduler is posted to the {@link Outbox} while the lock is held, and done without it:
 * so all see events in the order they happened, and no code of a backend, a listener or a
 * user runs under the lock.
 */
final class Scheduler implements BackendListener {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition idle = this.lock.newCondition();

	private final Admission admission;

	private final HeldValues values;

	private final Dispatcher dispatcher;

	private final TaskGraph graph;

	private final Attempts attempts;

	private final Availability availability;

	private final TaskLog log;

	private final BackendLink link;

	Scheduler(BackendLink link, Outbox outbox, Timer timer, Admission admission, ValueFetcher fetcher,
			FailureReader failureReader, Function<TaskState, byte[]> stateWriter, TaskListener listener,
			AtomicLong attemptIds, Duration reconnectTimeout) {
		this.link = link;
		this.admission = admission;
		this.values = new HeldValues(link, fetcher, attemptIds);
		this.dispatcher = new Dispatcher(link, this.values, stateWriter, attemptIds, this::crashed);
		this.log = new TaskLog(this.lock, outbox, timer);
		this.graph = new TaskGraph(this.dispatcher, this.values, admission, outbox, listener, this.log,
				this.idle::signalAll);
		this.attempts = new Attempts(this.lock, this.graph, this.dispatcher, this.values, timer, failureReader, outbox,
				listener, this.log);
		this.availability = new Availability(this.lock, link, this.attempts, this.dispatcher, admission, timer,
				reconnectTimeout, this.idle::signalAll);
	}

	/**
	 * Begin to dispatch.
	 * @param info what is known about the backend
	 */
	void open(BackendInfo info) {
		this.availability.open(info);
	}

	BackendInfo backend() {
		return this.availability.backend();
	}

	RunnerStatus status() {
		return this.availability.status();
	}

	@Override
	public void capacityChanged(int slots, int nodes) {
		this.availability.capacityChanged(slots, nodes);
	}

	@Override
	public void slotsLent(int difference) {
		this.availability.slotsLent(difference);
	}

	@Override
	public void disconnected(String reason) {
		this.availability.disconnected(reason);
	}

	@Override
	public void connectFailed(String obstacle) {
		this.availability.connectFailed(obstacle);
	}

	@Override
	public void connected(BackendInfo info) {
		this.availability.connected(info);
	}

	@Override
	public void started(long attempt) {
		this.attempts.started(attempt);
	}

	@Override
	public void finished(long attempt, AttemptResult result) {
		this.attempts.finished(attempt, result);
	}

	@Override
	public void crashed(long attempt, String reason) {
		this.attempts.crashed(attempt, reason);
	}

	@Override
	public void upstreamsLost(long attempt, Map<Long, String> reasons) {
		this.attempts.upstreamsLost(attempt, reasons);
	}

	/**
	 * Fail unless tasks are accepted.
	 * @throws RayTaskRejectedException if they are not
	 */
	void checkAccepting() {
		this.admission.checkOpen();
	}

	/**
	 * Accept a task, after waiting for room if there is none.
	 * @param task the task
	 * @throws RayTaskRejectedException if tasks are not accepted, or if there is no room
	 * @throws IllegalArgumentException if an unfinished task has the same key
	 */
	void submit(Task task) {
		this.admission.acquire(task.size());
		boolean accepted = false;
		this.lock.lock();
		try {
			this.admission.checkOpen();
			this.graph.remember(task);
			accepted = true;
			this.graph.add(task);
		}
		finally {
			this.lock.unlock();
			if (!accepted) {
				this.admission.release(task.size());
			}
		}
	}

	/**
	 * Keep a value.
	 * @param task a completed task with the value
	 * @param value the value
	 * @throws RayTaskRejectedException if tasks are not accepted
	 */
	void put(Task task, byte[] value) {
		this.lock.lock();
		try {
			this.admission.checkOpen();
			this.graph.remember(task);
			this.values.put(task, value);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Note that a task has ended which runs elsewhere, and which others here depend on.
	 * @param task the task, which is none of the graph
	 * @param state its final state
	 * @param value its value if that is read
	 */
	void arrive(Task task, TaskState state, byte @Nullable [] value) {
		this.lock.lock();
		try {
			task.end(state);
			if (value != null) {
				this.values.put(task, value);
			}
			this.graph.tellDependents(task);
			this.values.releaseIfUnused(task);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Find the future of a task by its key.
	 * @param key the key
	 * @param factory makes a new future if nobody holds one, without taking long
	 * @return the future, or {@code null} if there is no such task
	 */
	@Nullable TaskFuture<?> find(String key, Function<Task, TaskFuture<?>> factory) {
		this.lock.lock();
		try {
			Task task = this.graph.find(key);
			if (task == null) {
				return null;
			}
			TaskFuture<?> future = task.future();
			if (future == null) {
				task.openFuture();
				future = factory.apply(task);
			}
			return future;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Note that a user does not hold a future of a task any more.
	 * @param task the task
	 */
	void futureDropped(Task task) {
		this.lock.lock();
		try {
			this.graph.futureDropped(task);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return the serialized value of a completed task.
	 * @param task the task
	 * @return the value; fails if it is gone
	 */
	CompletableFuture<byte[]> value(Task task) {
		this.lock.lock();
		try {
			return this.values.get(task);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return the completed tasks whose futures somebody holds, and whose values only the
	 * backend has.
	 * @return the tasks
	 */
	List<Task> tasksWithRemoteValues() {
		this.lock.lock();
		try {
			return this.graph.known().filter(this.values::isRemote).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Keep a value that was fetched.
	 * @param task a completed task
	 * @param value its value
	 */
	void keepValue(Task task, byte[] value) {
		this.lock.lock();
		try {
			task.hold(value);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Note that a value is lost, unless it is kept here.
	 * @param task a completed task
	 * @param reason why its value is lost
	 */
	void valueLost(Task task, String reason) {
		this.lock.lock();
		try {
			if (task.keptValue() == null) {
				this.values.lost(task, reason);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Cancel a task.
	 * @param task the task
	 * @param reason why
	 * @return whether it had not ended
	 */
	boolean cancel(Task task, String reason) {
		return this.attempts.cancel(task, reason);
	}

	TaskCounts counts() {
		this.lock.lock();
		try {
			return new TaskCounts(queued(), this.dispatcher.inFlight(), this.values.count());
		}
		finally {
			this.lock.unlock();
		}
	}

	private int queued() {
		return this.graph.unfinished() - this.dispatcher.wanted();
	}

	/**
	 * Accept no more tasks.
	 * @param reason why
	 */
	void close(String reason) {
		this.lock.lock();
		try {
			this.admission.close(reason);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until all tasks have ended, or cannot run.
	 * @param timeout longest time to wait
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void awaitIdle(Duration timeout) throws InterruptedException {
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
	TaskCounts cancelAll(String reason) {
		this.lock.lock();
		try {
			TaskCounts cancelled = new TaskCounts(queued(), this.dispatcher.wanted(), this.values.count());
			this.availability.close();
			this.dispatcher.clear();
			this.graph.endAll((task) -> true, () -> new TaskState.Cancelled(reason));
			this.graph.logUnnoticed();
			this.log.close();
			return cancelled;
		}
		finally {
			this.lock.unlock();
		}
	}

}
