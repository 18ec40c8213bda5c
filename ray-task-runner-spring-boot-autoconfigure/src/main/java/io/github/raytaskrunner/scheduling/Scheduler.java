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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.raytaskrunner.TaskRejectedException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.Attempt;
import io.github.raytaskrunner.backend.AttemptResult;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.Call;
import io.github.raytaskrunner.serialization.SerializedTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decides when tasks run and what becomes of them.
 * <p>
 * One lock guards the graph, the queue and what is in flight. What leads out of the
 * scheduler is posted to the {@link Outbox} while the lock is held, and done without it:
 * so all see events in the order they happened, and no code of a backend, a listener or a
 * user runs under the lock.
 */
final class Scheduler implements BackendListener {

	private static final Log logger = LogFactory.getLog(Scheduler.class);

	private static final TaskState COMPLETED = new TaskState.Completed();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition idle = this.lock.newCondition();

	private final Set<Task> unfinished = new LinkedHashSet<>();

	private final ReadyQueue ready = new ReadyQueue();

	private final Map<Long, Task> inFlight = new HashMap<>();

	private final Backend backend;

	private final Outbox outbox;

	private final PendingBytes pendingBytes;

	private final ValueFetcher values;

	private final FailureReader failureReader;

	private final TaskListener listener;

	private final AtomicLong attemptIds;

	private int maxInFlight;

	private int held;

	private boolean lost;

	private @Nullable String rejection;

	Scheduler(Backend backend, Outbox outbox, PendingBytes pendingBytes, ValueFetcher values,
			FailureReader failureReader, TaskListener listener, AtomicLong attemptIds) {
		this.backend = backend;
		this.outbox = outbox;
		this.pendingBytes = pendingBytes;
		this.values = values;
		this.failureReader = failureReader;
		this.listener = listener;
		this.attemptIds = attemptIds;
	}

	/**
	 * Begin to dispatch.
	 * @param slots number of calls that the backend runs at once
	 */
	void open(int slots) {
		this.lock.lock();
		try {
			// A surplus bridges the way to the backend and shows an autoscaler that there
			// is demand. Much more would make Ray start a worker process for each call.
			this.maxInFlight = slots + Math.max(1, slots / 2);
			dispatch();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Fail unless tasks are accepted.
	 * @throws TaskRejectedException if they are not
	 */
	void checkAccepting() {
		this.lock.lock();
		try {
			if (this.rejection != null) {
				throw new TaskRejectedException(this.rejection);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Accept a task, after waiting for room if there is none.
	 * @param serialized the task
	 * @param upstreams the tasks whose values it reads, in the order it expects them
	 * @return the task
	 * @throws TaskRejectedException if tasks are not accepted
	 */
	Task submit(SerializedTask serialized, List<Task> upstreams) {
		Task task = new Task(serialized.name(), serialized.bytes(), upstreams);
		this.pendingBytes.acquire(task.size());
		this.lock.lock();
		try {
			if (this.rejection != null) {
				this.pendingBytes.release(task.size());
				throw new TaskRejectedException(this.rejection);
			}
			accept(task);
		}
		finally {
			this.lock.unlock();
		}
		return task;
	}

	private void accept(Task task) {
		this.unfinished.add(task);
		this.outbox.post(() -> this.listener.submitted(task.name()));
		boolean isReady = task.link();
		for (Task upstream : task.upstreams()) {
			if (upstream.state().isFinal() && upstream.state() != COMPLETED) {
				conclude(task, TaskExceptions.notReady(upstream));
				return;
			}
		}
		if (isReady) {
			this.ready.add(task);
			dispatch();
		}
	}

	private void dispatch() {
		while (this.inFlight.size() < this.maxInFlight) {
			Task task = this.ready.poll();
			if (task == null) {
				return;
			}
			Attempt attempt = task.newAttempt(this.attemptIds.incrementAndGet());
			this.inFlight.put(attempt.id(), task);
			Call call = new Call(task.name(), task.resources(), List.of(attempt));
			this.outbox.post(() -> run(call));
		}
	}

	private void run(Call call) {
		try {
			this.backend.run(call);
		}
		catch (RuntimeException ex) {
			logger.error("Call '" + call.name() + "' was not taken by the backend", ex);
			call.attempts().forEach((attempt) -> crashed(attempt.id(), "it could not be started: " + ex));
		}
	}

	@Override
	public void started(long attempt) {
		this.lock.lock();
		try {
			Task task = this.inFlight.get(attempt);
			if (task != null && task.start()) {
				this.outbox.post(() -> this.listener.started(task.name()));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void finished(long attempt, AttemptResult result) {
		this.lock.lock();
		try {
			Task task = this.inFlight.remove(attempt);
			if (task == null) {
				return; // reported before, or given up
			}
			task.hold(result.value());
			this.held++;
			if (result.failed()) {
				task.threw();
				this.failureReader.read(value(task), (exception) -> failed(task, exception));
				dispatch();
			}
			else {
				conclude(task, COMPLETED);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void failed(Task task, Throwable exception) {
		this.lock.lock();
		try {
			if (!task.state().isFinal()) {
				conclude(task, new TaskState.Failed(exception));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void crashed(long attempt, String reason) {
		this.lock.lock();
		try {
			Task task = this.inFlight.remove(attempt);
			if (task != null) {
				conclude(task, new TaskState.Crashed(reason));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void lost(String reason) {
		int crashed;
		this.lock.lock();
		try {
			if (this.lost) {
				return;
			}
			this.lost = true;
			this.rejection = "Tasks cannot run any more: " + reason;
			this.pendingBytes.close(this.rejection);
			// The exception of a task that has thrown one is here or being fetched.
			crashed = endAll((task) -> !task.hasThrown(), () -> new TaskState.Crashed(reason));
		}
		finally {
			this.lock.unlock();
		}
		this.values.close(reason);
		logger.error("Tasks cannot run any more: " + reason + " (" + crashed + " unfinished tasks crashed)");
	}

	/**
	 * Accept no more tasks.
	 * @param reason why
	 */
	void close(String reason) {
		this.lock.lock();
		try {
			if (this.rejection == null) {
				this.rejection = reason;
				this.pendingBytes.close(reason);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until all tasks have ended.
	 * @param timeout longest time to wait
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void awaitIdle(Duration timeout) throws InterruptedException {
		long remaining = TimeUnit.NANOSECONDS.convert(timeout);
		this.lock.lockInterruptibly();
		try {
			while (!this.unfinished.isEmpty() && remaining > 0) {
				remaining = this.idle.awaitNanos(remaining);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Cancel all tasks that have not ended.
	 * @param reason why
	 * @return how many of them were queued and in flight
	 */
	TaskCounts cancelAll(String reason) {
		this.lock.lock();
		try {
			TaskCounts cancelled = counts();
			endAll((task) -> true, () -> new TaskState.Cancelled(reason));
			return cancelled;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Note that no user holds the future of a task any more.
	 * @param task the task
	 */
	void futureDropped(Task task) {
		this.lock.lock();
		try {
			task.dropFuture();
			releaseIfUnused(task);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return the serialized value of a completed task. To be called once: a value that
	 * was pushed is handed over.
	 * @param task the task
	 * @return the value; fails if it is gone
	 */
	CompletableFuture<byte[]> value(Task task) {
		this.lock.lock();
		try {
			byte[] pushed = task.takePushedValue();
			return (pushed != null) ? CompletableFuture.completedFuture(pushed) : this.values.fetch(task.attempt());
		}
		finally {
			this.lock.unlock();
		}
	}

	TaskCounts counts() {
		this.lock.lock();
		try {
			int running = this.inFlight.size();
			return new TaskCounts(this.unfinished.size() - running, running, this.held);
		}
		finally {
			this.lock.unlock();
		}
	}

	// Gives a task its final state and tells its dependents. Iterates, for a chain of
	// tasks
	// may be longer than any stack.
	private void conclude(Task first, TaskState state) {
		Deque<Task> concluded = new ArrayDeque<>();
		end(first, state);
		concluded.add(first);
		Task task;
		while ((task = concluded.poll()) != null) {
			for (Task dependent : task.takeDependents()) {
				if (dependent.state().isFinal()) {
					continue;
				}
				if (task.state() == COMPLETED) {
					if (dependent.upstreamCompleted()) {
						this.ready.add(dependent);
					}
				}
				else {
					end(dependent, TaskExceptions.notReady(task));
					concluded.add(dependent);
				}
			}
		}
		dispatch();
	}

	// Gives tasks a final state without telling their dependents, which are among them.
	private int endAll(Predicate<Task> filter, Supplier<TaskState> state) {
		this.ready.clear();
		this.inFlight.clear();
		List<Task> tasks = this.unfinished.stream().filter(filter).toList();
		tasks.forEach((task) -> end(task, state.get()));
		return tasks.size();
	}

	private void end(Task task, TaskState state) {
		long now = System.nanoTime();
		Duration queued = task.timeQueued(now);
		Duration ran = task.timeRun(now);
		this.outbox.post(() -> this.listener.finished(task.name(), state, queued, ran));
		this.unfinished.remove(task);
		this.pendingBytes.release(task.size());
		List<Task> upstreams = task.upstreams();
		task.end(state);
		releaseIfUnused(task);
		for (Task upstream : upstreams) {
			upstream.dependentEnded();
			releaseIfUnused(upstream);
		}
		if (this.unfinished.isEmpty()) {
			this.idle.signalAll();
		}
	}

	private void releaseIfUnused(Task task) {
		if (task.giveUpValue()) {
			this.held--;
			long attempt = task.attempt();
			this.outbox.post(() -> this.backend.release(attempt));
		}
	}

}
