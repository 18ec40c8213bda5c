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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayText;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.threads.Timer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hands tasks that are ready to the backend as it has room, and knows which are there.
 * Guarded by the lock of the scheduler.
 */
final class Dispatcher {

	private static final Log logger = LogFactory.getLog(Dispatcher.class);

	private final ReadyQueue ready = new ReadyQueue();

	private final AttemptsInFlight inFlight;

	private final TailWatch tail;

	private final TurnWatch turns;

	private final CallPacker packer = new CallPacker();

	private final BackendLink link;

	private final HeldValues values;

	private final Function<TaskState, byte[]> stateWriter;

	private final AtomicLong attemptIds;

	private final AttemptListener onRefused;

	/**
	 * Create a new dispatcher.
	 * @param link the way to the backend, which runs the calls
	 * @param values the values that tasks read
	 * @param stateWriter writes what tasks read of upstream tasks that did not complete
	 * @param attemptIds gives each attempt an id
	 * @param timer the clock
	 * @param onRefused told, without the lock, that attempts crashed which the backend
	 * did not take
	 */
	Dispatcher(BackendLink link, HeldValues values, Function<TaskState, byte[]> stateWriter, AtomicLong attemptIds,
			Timer timer, AttemptListener onRefused) {
		this.link = link;
		this.inFlight = new AttemptsInFlight(link.callsWithoutCpu());
		TakeBacks takeBacks = new TakeBacks(this.inFlight, link);
		this.tail = new TailWatch(this.inFlight, this.ready, takeBacks, timer);
		this.turns = new TurnWatch(this.inFlight, this.ready, takeBacks, link, timer);
		this.values = values;
		this.stateWriter = stateWriter;
		this.attemptIds = attemptIds;
		this.onRefused = onRefused;
	}

	/**
	 * Begin to dispatch, do so again, or go on with another number of slots.
	 * @param slots number of calls with default resources that the backend runs at once
	 */
	void open(int slots) {
		this.inFlight.open(slots);
		this.ready.reopen();
	}

	/**
	 * Let calls use what calls have that wait, or no longer.
	 * @param slots number of slots in addition to those before
	 * @param callsWithoutCpu number of calls without a CPU in addition to those before
	 */
	void slotsLent(int slots, int callsWithoutCpu) {
		this.inFlight.lend(slots, callsWithoutCpu);
		this.ready.reopen();
	}

	/**
	 * Queue a task that is ready, for the next time that {@link #dispatch} is called.
	 * @param task the task
	 */
	void add(Task task) {
		this.ready.add(task);
	}

	/**
	 * Queue a task that is ready before the others.
	 * @param task the task
	 */
	void addFirst(Task task) {
		this.ready.addFirst(task);
	}

	/**
	 * Take a task out of the queue if it is there.
	 * @param task the task
	 */
	void remove(Task task) {
		this.ready.remove(task);
	}

	/**
	 * Hand over what there is room for. To be called whenever something may have become
	 * ready, or a slot free.
	 */
	void dispatch() {
		Task task;
		while ((task = this.ready.poll(this.inFlight)) != null) {
			int slots = this.inFlight.slots(task.spec().resources());
			Task next = next(task, slots);
			if (next != null) {
				if (next != task) {
					this.ready.addFirst(task);
				}
				depart(this.packer.pack(next, this.ready, slots));
			}
		}
		this.tail.watch();
		this.turns.watch();
	}

	private static @Nullable Task next(Task task, int slots) {
		try {
			return task.next(slots);
		}
		catch (RuntimeException ex) {
			logger.error("Task '" + task.name() + "' cannot be divided", ex);
			return task; // crashes, as it has no content
		}
	}

	private void depart(List<Task> tasks) {
		Task first = tasks.get(0);
		List<Long> ids = tasks.stream().map((task) -> this.attemptIds.incrementAndGet()).toList();
		CallInFlight call = new CallInFlight(first.spec().resources(), ids, this.packer.expectedNanos(tasks),
				System.nanoTime());
		this.inFlight.add(call);
		List<Supplier<Attempt>> attempts = new ArrayList<>(ids.size());
		for (int i = 0; i < ids.size(); i++) {
			this.inFlight.add(new AttemptInFlight(tasks.get(i), ids.get(i), call));
			attempts.add(depart(tasks.get(i), ids.get(i)));
		}
		int connection = this.link.connection();
		Consumer<Backend> action = (backend) -> run(backend, connection, first, call, attempts);
		if (tasks.stream().allMatch(Task::isWritten)) {
			this.link.post(action);
		}
		else {
			this.link.postLong(action);
		}
	}

	private Supplier<Attempt> depart(Task task, long id) {
		try {
			if (task.neighbours().upstreams() > 0) {
				task.neighbours().valuesToRead().forEach(this.values::provide);
			}
			return task.depart(id, this.stateWriter);
		}
		// as if the backend had not taken it, which makes it crash
		catch (Throwable ex) {
			return () -> {
				throw new IllegalStateException(ex);
			};
		}
	}

	private void run(Backend backend, int connection, Task first, CallInFlight call, List<Supplier<Attempt>> attempts) {
		try {
			Call content = new Call(RayText.shown(first.commonName()), first.spec().resources(),
					attempts.stream().map(Supplier::get).toList());
			// to put it together may have taken longer than the connection lasted
			if (connection == this.link.connection()) {
				backend.run(content);
			}
		}
		// whatever it is, attempts of which nothing is heard would be in flight for ever
		catch (Throwable ex) {
			String reason = "it could not be started: " + ex;
			this.onRefused.happened(
					call.attempts().stream().<AttemptEvent>map((id) -> new AttemptEvent.Crashed(id, reason)).toList());
			logger.error("Call '" + first.name() + "' was not taken by the backend", ex);
		}
	}

	/**
	 * Find an attempt in flight.
	 * @param attempt id of the attempt
	 * @return the attempt, or {@code null} if it has ended
	 */
	@Nullable AttemptInFlight find(long attempt) {
		return this.inFlight.get(attempt);
	}

	/**
	 * Note that the backend has reported the end of an attempt.
	 * @param attempt id of the attempt
	 * @return the attempt, or {@code null} if it has ended before
	 */
	@Nullable AttemptInFlight end(long attempt) {
		AttemptInFlight ended = this.inFlight.end(attempt);
		if (ended != null && ended.call().isOver()) {
			this.ready.reopen(ended.call().shape());
		}
		return ended;
	}

	/**
	 * Note how long tasks of a name take.
	 * @param inFlight an attempt of one of them, which has ended
	 * @param now the time
	 * @param finished what it ended with
	 */
	void measure(AttemptInFlight inFlight, long now, AttemptEvent.Finished finished) {
		inFlight.call().advanced(now);
		Optional<Duration> ran = (finished.nanos() > 0) ? Optional.of(Duration.ofNanos(finished.nanos()))
				: inFlight.ran(now);
		Task task = inFlight.task();
		if (task.isCounted() && ran.isPresent()) {
			this.packer.ran(task.commonName(), ran.get());
			task.ran(ran.get(), finished.result().size());
		}
	}

	/**
	 * Return whether it is heard at present what attempts end with.
	 * @return whether it is
	 */
	boolean isHeard() {
		return this.link.isHeard();
	}

	/**
	 * End an attempt early: cancel it, and ignore what it ends with.
	 * @param inFlight the attempt, which remains in flight until the backend reports the
	 * end
	 */
	void abort(AttemptInFlight inFlight) {
		this.inFlight.unwanted(inFlight);
		this.link.post((backend) -> backend.cancel(inFlight.attempt()));
	}

	/**
	 * Return the number of attempts at the backend.
	 * @return the number, including those that nobody wants any more
	 */
	int inFlight() {
		return this.inFlight.size();
	}

	/**
	 * Return the tasks of the attempts at the backend that somebody wants.
	 * @return the tasks, those first that were dispatched first
	 */
	Stream<Task> tasksInFlight() {
		return this.inFlight.tasks();
	}

	/**
	 * Return the number of attempts at the backend that somebody wants.
	 * @return the number
	 */
	int wanted() {
		return this.inFlight.wanted();
	}

	/**
	 * Stop to dispatch, until opened again.
	 * @return what was in flight, all of which has ended
	 */
	List<AttemptInFlight> halt() {
		return this.inFlight.halt();
	}

	/**
	 * Forget what is queued and what is in flight.
	 */
	void clear() {
		this.ready.clear();
		this.inFlight.clear();
	}

}
