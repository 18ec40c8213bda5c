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
import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.scheduling.GroupItems.Place;
import io.github.raytaskrunner.serialization.ChunkResult;
import io.github.raytaskrunner.serialization.Records;
import io.github.raytaskrunner.waiting.AwaitableGroup;
import org.jspecify.annotations.Nullable;

/**
 * How the items of a group end, and who is told. Guarded by the lock of the scheduler.
 */
final class GroupEnds {

	private final CompletableFuture<TaskState> ended = new CompletableFuture<>();

	private final CompletableFuture<?> decided = new CompletableFuture<>();

	private final List<AwaitableGroup.Arrivals> listeners = new ArrayList<>(1);

	private final Group group;

	private final Groups groups;

	private int count;

	private int failed = -1;

	private TaskState common = Task.COMPLETED;

	GroupEnds(Group group, Groups groups) {
		this.group = group;
		this.groups = groups;
	}

	/**
	 * Return a future that completes once all items have ended, with the state of the
	 * first that ended and did not complete if there is one.
	 * @return the future, whose stages have to be asynchronous
	 */
	CompletableFuture<TaskState> ended() {
		return this.ended;
	}

	/**
	 * Return a future that is done once all items completed, or one has not.
	 * @return the future, whose stages have to be asynchronous
	 */
	CompletableFuture<?> decided() {
		return this.decided;
	}

	/**
	 * Return the first item that ended and did not complete.
	 * @return its index, or -1 if there is none
	 */
	int failed() {
		return this.failed;
	}

	int unfinished() {
		return this.group.items().size() - this.count;
	}

	/**
	 * Tell which items have ended, and then of each that ends.
	 * @param listener told about them
	 */
	void tell(AwaitableGroup.Arrivals listener) {
		GroupItems items = this.group.items();
		int next = 0;
		while (next < items.size()) {
			int end = items.runEnd(next, items.size());
			for (int i = next; i < end && items.place(next) == Place.OWN; i++) {
				ItemTask task = this.group.tasks().get(i);
				if (task == null || task.state().isFinal()) {
					listener.ended(i, 1);
				}
			}
			if (items.place(next) == Place.ENDED) {
				listener.ended(next, end - next);
			}
			next = end;
		}
		if (!this.ended.isDone()) {
			this.listeners.add(listener);
		}
	}

	/**
	 * Note that an item has ended which went its own way.
	 * @param index its index
	 * @param state its final state
	 */
	void endedAlone(int index, TaskState state) {
		this.group.items().release(index);
		ended(index, 1, state);
		endIfDone();
	}

	/**
	 * End the items that wait.
	 * @param state their final state
	 * @return their tasks, as far as they have some
	 */
	List<Task> endPending(TaskState state) {
		return end(this.group.items().firstPending(), this.group.items().size(), Place.PENDING, 0, Task.PENDING, state);
	}

	/**
	 * End the items of a chunk that will not be run.
	 * @param chunk the chunk
	 * @param state their final state
	 * @return their tasks, as far as they have some
	 */
	List<Task> endDispatched(ChunkTask chunk, TaskState state) {
		this.group.remove(chunk);
		return end(chunk.first(), chunk.end(), Place.DISPATCHED, 1, chunk.previous(), state);
	}

	private List<Task> end(int from, int to, Place place, int attempt, @Nullable TaskState previous, TaskState state) {
		List<Task> ended = new ArrayList<>();
		this.group.items().forEachRun(from, to, place, (first, end) -> {
			this.group.outcomes().add(first, end - first, state);
			List<ItemTask> tasks = endRun(first, end, attempt, previous, state, Duration.ZERO);
			tasks.forEach((task) -> end(task, state, null));
			ended.addAll(tasks);
		});
		endIfDone();
		return ended;
	}

	private List<ItemTask> endRun(int from, int to, int attempt, @Nullable TaskState previous, TaskState state,
			Duration ran) {
		GroupItems items = this.group.items();
		this.groups.changes().changed(this.group, from, to, attempt, previous, state, ran);
		long bytes = 0;
		for (int i = from; i < to; i++) {
			bytes += items.length(i);
			items.move(i, Place.ENDED);
			items.release(i);
		}
		this.groups.ended(to - from, bytes);
		ended(from, to - from, state);
		return this.group.tasks().of(from, to);
	}

	/**
	 * Give a task the state that its item has ended with.
	 * @param task the task
	 * @param state the state
	 * @param value the value if the item completed
	 */
	void end(ItemTask task, TaskState state, byte @Nullable [] value) {
		if (value != null) {
			this.groups.values().pin(task, value);
		}
		task.endWithOthers(state);
		this.groups.graph().releaseIfUnused(task);
	}

	/**
	 * End the items of a chunk that completed, see to those that did not, and wait for
	 * another chunk with those that were not begun.
	 * @param chunk the chunk
	 * @param result what it ended with
	 */
	void finished(ChunkTask chunk, ChunkResult result) {
		GroupItems items = this.group.items();
		Records results = result.results();
		int end = Math.min(chunk.end(), chunk.first() + results.count());
		this.group.outcomes().add(chunk.first(), results);
		List<Task> ended = new ArrayList<>();
		int completed = chunk.first();
		for (int i = chunk.first(); i < end; i++) {
			boolean wanted = items.place(i) == Place.DISPATCHED;
			if (wanted && results.mark(i - chunk.first()) == ChunkResult.COMPLETED) {
				continue;
			}
			ended.addAll(completed(chunk, completed, i, result));
			completed = i + 1;
			if (wanted && chunk.isInterrupted()) {
				// code of users makes all sorts of exceptions of an interrupt
				this.groups.chunks().runAgain(this.group.own(i), chunk);
			}
			else if (wanted) {
				this.groups.failed(this.group.own(i), chunk, results.content(i - chunk.first()));
			}
		}
		ended.addAll(completed(chunk, completed, end, result));
		waitAgain(chunk, end);
		ended.forEach(this.groups.graph()::tellDependents);
		endIfDone();
	}

	/**
	 * Let the items of a chunk wait again that were not begun: it has come to its end.
	 * @param chunk the chunk
	 * @param from index of the first one that was not begun
	 */
	void waitAgain(ChunkTask chunk, int from) {
		GroupItems items = this.group.items();
		int pending = items.pending();
		items.forEachRun(from, chunk.end(), Place.DISPATCHED, (first, end) -> {
			for (int i = first; i < end; i++) {
				items.move(i, Place.PENDING);
			}
			if (chunk.state() instanceof TaskState.Running) {
				this.groups.changes().changed(this.group, first, end, 0, chunk.state(), Task.PENDING, Duration.ZERO);
			}
		});
		this.group.tasks()
			.of(from, chunk.end())
			.stream()
			.filter((task) -> items.place(task.index()) == Place.PENDING)
			.forEach(Task::retry);
		this.group.remove(chunk);
		if (items.pending() > pending) {
			this.group.wake();
		}
	}

	private List<ItemTask> completed(ChunkTask chunk, int from, int to, ChunkResult result) {
		if (from == to) {
			return List.of();
		}
		Duration ran = Duration.ofNanos(result.nanos() / result.results().count());
		List<ItemTask> tasks = endRun(from, to, 1, chunk.state(), Task.COMPLETED, ran);
		tasks.forEach((task) -> end(task, Task.COMPLETED, result.results().content(task.index() - chunk.first())));
		return tasks;
	}

	private void ended(int first, int count, TaskState state) {
		this.count += count;
		this.listeners.forEach((listener) -> listener.ended(first, count));
		if (!state.isCompleted() && this.failed < 0) {
			this.failed = first;
			this.common = state;
			this.decided.complete(null);
		}
	}

	/**
	 * Note that all items have ended if they have, and none will follow.
	 */
	void endIfDone() {
		if (this.group.isClosed() && unfinished() == 0 && !this.ended.isDone()) {
			this.decided.complete(null);
			this.ended.complete(this.common);
			this.listeners.clear();
			this.groups.done(this.group);
		}
	}

}
