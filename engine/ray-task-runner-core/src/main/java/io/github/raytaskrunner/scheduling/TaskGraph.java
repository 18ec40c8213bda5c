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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * The tasks and what depends on what: makes tasks ready, and gives each its final state.
 * Guarded by the lock of the scheduler.
 */
final class TaskGraph {

	/**
	 * The tasks that are unfinished or whose future somebody holds. A finished one gives
	 * way to an unfinished one with the same key.
	 */
	private final Map<String, Task> known = new LinkedHashMap<>();

	/**
	 * Finished ones that gave way, and whose future somebody holds.
	 */
	private final Set<Task> displaced = new LinkedHashSet<>();

	/**
	 * Tasks that stand for several items of a group.
	 */
	private final Set<Task> parts = new LinkedHashSet<>();

	private int unfinished;

	private final Dispatcher dispatcher;

	private final HeldValues values;

	private final Admission admission;

	private final TaskChanges changes;

	private final TaskLog log;

	private final Runnable onIdle;

	/**
	 * Create a new graph.
	 * @param dispatcher given the tasks that are ready
	 * @param values the values of ended tasks
	 * @param admission told what has ended
	 * @param changes told the states of tasks
	 * @param log told about failures
	 * @param onIdle called when no task is unfinished any more
	 */
	TaskGraph(Dispatcher dispatcher, HeldValues values, Admission admission, TaskChanges changes, TaskLog log,
			Runnable onIdle) {
		this.dispatcher = dispatcher;
		this.values = values;
		this.admission = admission;
		this.changes = changes;
		this.log = log;
		this.onIdle = onIdle;
	}

	/**
	 * Make a task known by its key.
	 * @param task the task
	 * @throws RayTaskRejectedException if an unfinished task has the same key
	 */
	void remember(Task task) {
		Task other = this.known.putIfAbsent(task.key(), task);
		if (other == null) {
			return;
		}
		if (!other.state().isFinal()) {
			throw new RayTaskRejectedException("There is an unfinished task with the key '" + task.key() + "' already, "
					+ other + ": keys are unique among unfinished tasks");
		}
		this.known.remove(task.key());
		this.known.put(task.key(), task);
		this.displaced.add(other);
	}

	@Nullable Task find(String key) {
		return this.known.get(key);
	}

	/**
	 * Add a task, which is ready when its upstream tasks have ended.
	 * @param task the task
	 */
	void add(Task task) {
		accept(task);
		await(task);
	}

	/**
	 * Add a task that is not ready before {@link #await}.
	 * @param task the task
	 */
	void accept(Task task) {
		put(task);
		if (task.isCounted()) {
			this.changes.changed(task);
		}
	}

	/**
	 * Let a task be ready when its upstream tasks have ended.
	 * @param task a task that was accepted
	 */
	void await(Task task) {
		boolean isReady = task.neighbours().link();
		Task broken = task.neighbours().brokenUpstream();
		if (broken != null) {
			broken.notice();
			conclude(task, TaskExceptions.notReady(broken));
		}
		else if (!concludeIfUnreadable(task) && isReady) {
			this.dispatcher.add(task);
		}
	}

	/**
	 * Add a task whose upstream tasks have all ended, and which the caller dispatches.
	 * @param task the task
	 */
	void enter(Task task) {
		put(task);
		task.neighbours().link();
	}

	/**
	 * Forget a task that has no final state of its own.
	 * @param task the task
	 */
	void leave(Task task) {
		this.parts.remove(task);
		task.neighbours().release().forEach((dependency) -> releaseIfUnused(dependency.upstream()));
	}

	private void put(Task task) {
		if (task.isCounted()) {
			count(1);
		}
		else {
			this.parts.add(task);
		}
	}

	/**
	 * Count unfinished tasks.
	 * @param difference number of them in addition to those before
	 */
	void count(int difference) {
		this.unfinished += difference;
		if (this.unfinished == 0) {
			this.onIdle.run();
		}
	}

	/**
	 * Give a task its final state, and with it the dependents that can never run. Those
	 * that can run now are ready.
	 * @param first the task
	 * @param state the state
	 */
	void conclude(Task first, TaskState state) {
		end(first, state);
		tellDependents(first);
	}

	/**
	 * End the dependents of a task that can never run. Those that can run now are ready.
	 * @param first the task, which has ended
	 */
	void tellDependents(Task first) {
		// Not recursive, for a chain of tasks may be longer than any stack.
		Deque<Task> concluded = new ArrayDeque<>();
		concluded.add(first);
		Task task;
		while ((task = concluded.poll()) != null) {
			concluded.addAll(task.endedWith());
			for (Neighbours.Dependent edge : task.neighbours().takeDependents()) {
				Task dependent = edge.task();
				if (dependent.state().isFinal()) {
					continue;
				}
				task.notice();
				if (!task.hasCompleted() && !edge.failureAllowed()) {
					end(dependent, TaskExceptions.notReady(task));
					concluded.add(dependent);
				}
				else if (dependent.neighbours().upstreamEnded()) {
					this.dispatcher.add(dependent);
				}
			}
		}
	}

	/**
	 * End the tasks that read a value which was lost. An attempt in flight may have read
	 * it before.
	 */
	void concludeUnreadable() {
		List<Task> unreadable = withoutState()
			.filter((task) -> !task.hasThrown() && this.dispatcher.find(task.attempt()) == null)
			.filter((task) -> lostUpstream(task) != null)
			.toList();
		// Some end with others.
		unreadable.stream().filter((task) -> !task.state().isFinal()).forEach(this::concludeIfUnreadable);
	}

	/**
	 * End a task if it reads a value which was lost.
	 * @param task the task, which has not ended
	 * @return whether it has ended now
	 */
	boolean concludeIfUnreadable(Task task) {
		Task lost = lostUpstream(task);
		if (lost != null) {
			this.dispatcher.remove(task);
			conclude(task, TaskExceptions.valueLost(lost, this.values.lossReason(lost)));
		}
		return lost != null;
	}

	/**
	 * Return the upstream task that keeps a task from being run again: its value was
	 * lost.
	 * @param task the task
	 * @return the upstream task, or {@code null} if there is none
	 */
	@Nullable Task lostUpstream(Task task) {
		if (task.neighbours().upstreams() == 0) {
			return null;
		}
		return task.neighbours().valuesToRead().filter(this.values::isLost).findFirst().orElse(null);
	}

	/**
	 * Give unfinished tasks a final state without telling their dependents, which are
	 * among them.
	 * @param filter selects the tasks
	 * @param state supplies the state
	 * @return the number of tasks
	 */
	int endAll(Predicate<Task> filter, Supplier<TaskState> state) {
		List<Task> tasks = withoutState().filter(filter).toList();
		int before = this.unfinished;
		// Some end with others.
		tasks.stream().filter((task) -> !task.state().isFinal()).forEach((task) -> end(task, state.get()));
		return before - this.unfinished;
	}

	// Those for several items come first, as items end with them.
	private Stream<Task> withoutState() {
		return Stream.concat(this.parts.stream(), this.known.values().stream())
			.filter((task) -> !task.state().isFinal());
	}

	private void end(Task task, TaskState state) {
		task.detach();
		this.parts.remove(task);
		task.end(state);
		this.log.ended(task);
		releaseIfUnused(task);
		task.neighbours().release().forEach((dependency) -> releaseIfUnused(dependency.upstream()));
		if (task.isCounted()) {
			this.changes.changed(task);
			this.admission.release(task.size());
			count(-1);
		}
	}

	/**
	 * Note that a user does not hold a future of a task any more.
	 * @param task the task
	 */
	void futureDropped(Task task) {
		task.dropFuture();
		releaseIfUnused(task);
	}

	void releaseIfUnused(Task task) {
		if (task.isForgotten()) {
			if (!this.known.remove(task.key(), task)) {
				this.displaced.remove(task);
			}
			this.log.unnoticed(task);
		}
		this.values.releaseIfUnused(task);
	}

	/**
	 * Log the failures that nobody has asked about.
	 */
	void logUnnoticed() {
		withFutures().forEach(this.log::unnoticed);
	}

	private Stream<Task> withFutures() {
		return Stream.concat(this.known.values().stream(), this.displaced.stream());
	}

	/**
	 * Return the tasks whose values somebody may ask for and only the backend has.
	 * @return the number of bytes of the value by task
	 */
	Map<Task, Long> remoteValues() {
		Map<Task, Long> sizes = new HashMap<>();
		withFutures().filter(this.values::isRemote).forEach((task) -> {
			HeldValue value = Objects.requireNonNull(task.value());
			sizes.put(task, value.size());
		});
		return sizes;
	}

	int unfinished() {
		return this.unfinished;
	}

}
