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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.raytaskrunner.TaskRejectedException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.AttemptResult;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.Call;
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
 * <p>
 * A task that has its final state may still occupy its slot: its attempt remains in
 * flight until the backend reports the end of it.
 */
final class Scheduler implements BackendListener {

	private static final Log logger = LogFactory.getLog(Scheduler.class);

	private static final TaskState COMPLETED = new TaskState.Completed();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition idle = this.lock.newCondition();

	/**
	 * The tasks that are unfinished or whose future somebody holds. A finished one gives
	 * way to an unfinished one with the same key.
	 */
	private final Map<String, Task> known = new HashMap<>();

	private final Set<Task> unfinished = new LinkedHashSet<>();

	private final ReadyQueue ready = new ReadyQueue();

	private final Flights flights = new Flights();

	private final CallPacker packer = new CallPacker();

	private final Backend backend;

	private final Outbox outbox;

	private final Timer timer;

	private final Admission admission;

	private final ValueFetcher values;

	private final FailureReader failureReader;

	private final Function<TaskState, byte[]> stateWriter;

	private final TaskListener listener;

	private final AtomicLong attemptIds;

	private int held;

	private boolean lost;

	private @Nullable String rejection;

	Scheduler(Backend backend, Outbox outbox, Timer timer, Admission admission, ValueFetcher values,
			FailureReader failureReader, Function<TaskState, byte[]> stateWriter, TaskListener listener,
			AtomicLong attemptIds) {
		this.backend = backend;
		this.outbox = outbox;
		this.timer = timer;
		this.admission = admission;
		this.values = values;
		this.failureReader = failureReader;
		this.stateWriter = stateWriter;
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
			this.flights.open(slots);
			dispatch();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void slotsChanged(int difference) {
		this.lock.lock();
		try {
			this.flights.change(difference);
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
			requireAccepting();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void requireAccepting() {
		if (this.rejection != null) {
			throw new TaskRejectedException(this.rejection);
		}
	}

	/**
	 * Accept a task, after waiting for room if there is none.
	 * @param task the task
	 * @throws TaskRejectedException if tasks are not accepted, or if there is no room
	 * @throws IllegalArgumentException if an unfinished task has the same key
	 */
	void submit(Task task) {
		this.admission.acquire(task.size());
		boolean accepted = false;
		this.lock.lock();
		try {
			requireAccepting();
			remember(task);
			accepted = true;
			accept(task);
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
	 * @throws TaskRejectedException if tasks are not accepted
	 */
	void put(Task task, byte[] value) {
		this.lock.lock();
		try {
			requireAccepting();
			remember(task);
			this.held++;
			long attempt = task.attempt();
			this.outbox.post(() -> this.backend.put(attempt, value));
		}
		finally {
			this.lock.unlock();
		}
	}

	private void remember(Task task) {
		Task other = this.known.get(task.key());
		if (other != null && !other.state().isFinal()) {
			throw new IllegalArgumentException("There is an unfinished task with the key '" + task.key() + "' already, "
					+ other + ": keys are unique among unfinished tasks");
		}
		this.known.put(task.key(), task);
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
			Task task = this.known.get(key);
			if (task == null) {
				return null;
			}
			TaskFuture<?> future = task.future();
			if (future == null) {
				task.openFuture();
				future = factory.apply(task);
				task.setFuture(future);
			}
			return future;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tell the future of a submitted task, for {@link #find}.
	 * @param task the task
	 * @param future its future
	 */
	void opened(Task task, TaskFuture<?> future) {
		this.lock.lock();
		try {
			task.setFuture(future);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void accept(Task task) {
		this.unfinished.add(task);
		this.outbox.post(() -> this.listener.submitted(task.name()));
		boolean isReady = task.link();
		Task broken = task.brokenUpstream();
		if (broken != null) {
			conclude(task, TaskExceptions.notReady(broken));
		}
		else if (isReady) {
			this.ready.add(task);
			dispatch();
		}
	}

	private void dispatch() {
		Task task;
		while ((task = this.ready.poll(this.flights::hasRoom)) != null) {
			depart(this.packer.pack(task, this.ready, this.flights.slots(task.resources())));
		}
	}

	private void depart(List<Task> tasks) {
		Task first = tasks.get(0);
		Flight.OpenCall call = this.flights.depart(first.resources());
		List<Departure> departures = tasks.stream()
			.map((task) -> task.depart(this.attemptIds.incrementAndGet()))
			.toList();
		for (int i = 0; i < tasks.size(); i++) {
			this.flights.add(new Flight(tasks.get(i), departures.get(i).id(), call));
		}
		this.outbox.post(() -> run(first, departures));
	}

	private void run(Task first, List<Departure> departures) {
		try {
			this.backend.run(new Call(first.name(), first.resources(),
					departures.stream().map((departure) -> departure.toAttempt(this.stateWriter)).toList()));
		}
		catch (RuntimeException ex) {
			logger.error("Call '" + first.name() + "' was not taken by the backend", ex);
			departures.forEach((departure) -> crashed(departure.id(), "it could not be started: " + ex));
		}
	}

	@Override
	public void started(long attempt) {
		this.lock.lock();
		try {
			Flight flight = this.flights.get(attempt);
			long now = System.nanoTime();
			if (flight == null || !flight.start(now) || flight.isUnwanted()) {
				return;
			}
			Task task = flight.task();
			task.start(now);
			this.outbox.post(() -> this.listener.started(task.name()));
			Duration timeLimit = task.spec().timeLimit();
			if (timeLimit != null) {
				flight.limitBy(this.timer.after(timeLimit, () -> timeLimitReached(flight, timeLimit)));
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
			Flight flight = this.flights.end(attempt);
			if (flight == null) {
				return; // reported before, or given up
			}
			Task task = flight.task();
			Duration ran = flight.ran(System.nanoTime());
			if (ran != null) {
				this.packer.ran(task.name(), ran);
			}
			if (flight.isUnwanted()) {
				this.outbox.post(() -> this.backend.release(attempt));
				retryIfDecided(flight);
			}
			else {
				task.hold(result.value());
				this.held++;
				if (result.failed()) {
					task.threw();
					this.failureReader.read(value(task), (exception) -> failed(task, exception));
				}
				else {
					conclude(task, COMPLETED);
				}
			}
			dispatch();
		}
		finally {
			this.lock.unlock();
		}
	}

	// Called without the lock: the policy is code of the user.
	private void failed(Task task, Throwable exception) {
		Duration delay = retryDelay(task, exception);
		this.lock.lock();
		try {
			if (task.state().isFinal()) {
				return;
			}
			if (delay != null && !this.lost) {
				if (task.dropValue()) {
					forget(task.attempt());
				}
				retry(task, delay);
			}
			else {
				conclude(task, new TaskState.Failed(exception));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable Duration retryDelay(Task task, Throwable exception) {
		Retries retries = task.retries();
		return (retries != null) ? retries.next(exception, task.timeSinceFirstStart(System.nanoTime())) : null;
	}

	private void retry(Task task, Duration delay) {
		task.retry();
		this.outbox.post(() -> this.listener.retried(task.name()));
		if (delay.isZero()) {
			this.ready.add(task);
			dispatch();
		}
		else {
			task.retryLater(this.timer.after(delay, () -> retryDue(task)));
		}
	}

	private void retryDue(Task task) {
		this.lock.lock();
		try {
			if (!task.state().isFinal()) {
				this.ready.add(task);
				dispatch();
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
			Flight flight = this.flights.end(attempt);
			if (flight == null) {
				return;
			}
			Task task = flight.task();
			if (flight.isUnwanted()) {
				retryIfDecided(flight);
			}
			else if (task.crash()) {
				retry(task, Duration.ZERO);
			}
			else {
				conclude(task, new TaskState.Crashed(
						(task.attempts() > 1) ? reason + " (attempt " + task.attempts() + ")" : reason));
			}
			dispatch();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void timeLimitReached(Flight flight, Duration limit) {
		this.lock.lock();
		try {
			Task task = flight.task();
			if (flight.hasEnded() || flight.isUnwanted()) {
				return;
			}
			abort(flight);
			TaskState.TimedOut timedOut = new TaskState.TimedOut(limit);
			if (task.retries() != null) {
				this.failureReader.execute(() -> timedOut(flight, timedOut));
			}
			else {
				conclude(task, timedOut);
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
			if (delay == null) {
				conclude(task, timedOut);
			}
			else {
				task.retry();
				// Two attempts of a task never run at the same time.
				flight.retryAfterEnd(delay);
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
		Duration delay = flight.retryDelay();
		if (delay != null && !flight.task().state().isFinal()) {
			retry(flight.task(), delay);
		}
	}

	private void abort(Flight flight) {
		this.flights.unwanted(flight);
		this.outbox.post(() -> this.backend.cancel(flight.attempt()));
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
			Flight flight = this.flights.get(task.attempt());
			if (flight != null && !flight.isUnwanted()) {
				abort(flight);
			}
			this.ready.remove(task);
			conclude(task, new TaskState.Cancelled(reason));
			return true;
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
			this.admission.close(this.rejection);
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
				this.admission.close(reason);
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
			TaskCounts cancelled = new TaskCounts(this.unfinished.size() - this.flights.wanted(), this.flights.wanted(),
					this.held);
			endAll((task) -> true, () -> new TaskState.Cancelled(reason));
			return cancelled;
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
			task.dropFuture();
			releaseIfUnused(task);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return the serialized value of a completed task. To be called once for each future:
	 * a value that was pushed is handed over.
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
			return new TaskCounts(this.unfinished.size() - this.flights.wanted(), this.flights.size(), this.held);
		}
		finally {
			this.lock.unlock();
		}
	}

	// Gives a task its final state and tells its dependents. Iterates, for a chain of
	// tasks may be longer than any stack.
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
				if (!dependent.accepts(task)) {
					end(dependent, TaskExceptions.notReady(task));
					concluded.add(dependent);
				}
				else if (dependent.upstreamEnded()) {
					this.ready.add(dependent);
				}
			}
		}
		dispatch();
	}

	// Gives tasks a final state without telling their dependents, which are among them.
	private int endAll(Predicate<Task> filter, Supplier<TaskState> state) {
		this.ready.clear();
		this.flights.clear();
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
		this.admission.release(task.size());
		List<Dependency> dependencies = task.dependencies();
		task.end(state);
		releaseIfUnused(task);
		for (Dependency dependency : dependencies) {
			dependency.upstream().dependentEnded();
			releaseIfUnused(dependency.upstream());
		}
		if (this.unfinished.isEmpty()) {
			this.idle.signalAll();
		}
	}

	private void releaseIfUnused(Task task) {
		if (task.isForgotten()) {
			this.known.remove(task.key(), task);
		}
		if (task.giveUpValue()) {
			forget(task.attempt());
		}
	}

	private void forget(long attempt) {
		this.held--;
		this.outbox.post(() -> this.backend.release(attempt));
	}

}
