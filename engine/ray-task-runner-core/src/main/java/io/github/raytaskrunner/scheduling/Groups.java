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

import java.util.HashMap;
import java.util.Map;

import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.scheduling.GroupItems.Place;
import io.github.raytaskrunner.serialization.ItemNames;
import org.jspecify.annotations.Nullable;

/**
 * The groups whose items are unfinished or whose futures somebody holds, and where they
 * meet the rest of the scheduler. Guarded by its lock.
 */
final class Groups {

	private final Map<String, Group> known = new HashMap<>();

	private final ChunkSizes sizes = new ChunkSizes();

	private final Chunks chunks;

	private final TaskGraph graph;

	private final Dispatcher dispatcher;

	private final TaskLifecycle lifecycle;

	private final HeldValues values;

	private final Admission admission;

	private final TaskChanges changes;

	Groups(Chunks chunks, TaskGraph graph, Dispatcher dispatcher, TaskLifecycle lifecycle, HeldValues values,
			Admission admission, TaskChanges changes) {
		this.chunks = chunks;
		this.graph = graph;
		this.dispatcher = dispatcher;
		this.lifecycle = lifecycle;
		this.values = values;
		this.admission = admission;
		this.changes = changes;
	}

	TaskGraph graph() {
		return this.graph;
	}

	Dispatcher dispatcher() {
		return this.dispatcher;
	}

	HeldValues values() {
		return this.values;
	}

	Chunks chunks() {
		return this.chunks;
	}

	TaskChanges changes() {
		return this.changes;
	}

	ChunkSizes sizes() {
		return this.sizes;
	}

	/**
	 * Begin a group, to which no item was added so far.
	 * @param spec what its items have in common
	 * @return the group
	 */
	Group open(GroupSpec spec) {
		Group group = new Group(spec, this);
		this.known.put(spec.common().key(), group);
		Task functionValue = spec.functionValue();
		if (functionValue != null) {
			this.values.pin(functionValue, spec.function().bytes());
		}
		group.wake();
		return group;
	}

	/**
	 * Find the task of an item by its key.
	 * @param key the key
	 * @return the task, or {@code null} if there is none
	 */
	@Nullable Task find(String key) {
		if (this.known.isEmpty()) {
			return null;
		}
		Group group = this.known.get(ItemNames.keyOfMap(key));
		int index = (group != null) ? group.spec().indexOf(key) : -1;
		return (group != null && index >= 0 && index < group.items().size()) ? group.task(index) : null;
	}

	/**
	 * Make a task known by its key.
	 * @param task the task
	 * @throws RayTaskRejectedException if an unfinished task or item has the same key
	 */
	void remember(Task task) {
		find(task.key()); // an item is known by its key once it has a task
		this.graph.remember(task);
	}

	/**
	 * Take the room of an item that was added.
	 * @param size size of the item in bytes
	 */
	void admitted(int size) {
		this.admission.take(size);
	}

	/**
	 * Note that an item has thrown an exception.
	 * @param task its task
	 * @param chunk what it ran in
	 * @param exception the serialized exception
	 */
	void failed(ItemTask task, ChunkTask chunk, byte[] exception) {
		task.history().ranWith(chunk.history());
		this.values.pin(task, exception);
		this.lifecycle.threw(task);
	}

	/**
	 * Note that an item goes its own way from now on.
	 * @param task its task
	 */
	void detached(ItemTask task) {
		this.graph.count(-1);
		task.neighbours().depend(task.group().spec().dependencies());
		this.graph.enter(task);
	}

	/**
	 * Note that items have ended together.
	 * @param count number of items
	 * @param bytes size of all together
	 */
	void ended(int count, long bytes) {
		this.graph.count(-count);
		this.admission.release(count, bytes);
	}

	/**
	 * Note that all items of a group have ended.
	 * @param group the group
	 */
	void done(Group group) {
		GroupTask gate = group.takeGate();
		if (gate != null) {
			this.dispatcher.remove(gate);
			this.graph.leave(gate);
		}
		Task functionValue = group.spec().functionValue();
		if (functionValue != null) {
			this.graph.futureDropped(functionValue);
		}
		group.release();
		if (group.outcomes().isClosed()) {
			this.known.remove(group.spec().common().key());
		}
	}

	/**
	 * Note that nobody holds the futures of a group as a whole any more.
	 * @param group the group
	 */
	void dropped(Group group) {
		group.outcomes().close();
		group.tasks().all().forEach(this::unneeded);
		if (group.ends().ended().isDone()) {
			this.known.remove(group.spec().common().key());
		}
		group.close();
	}

	/**
	 * Note that a user does not hold a future any more.
	 * @param task its task
	 */
	void futureDropped(Task task) {
		if (task instanceof ItemTask item && item.isUnheld() && item.state().isFinal() && !item.isCounted()
				&& item.group().tasks().get(item.index()) == item) {
			unneeded(item);
		}
	}

	/**
	 * Note that the group does not need a task of one of its items any more.
	 * @param task the task
	 */
	void unneeded(ItemTask task) {
		if (task.state().isFinal()) {
			task.group().tasks().remove(task);
		}
		this.graph.futureDropped(task);
	}

	/**
	 * Cancel all items of a group that have not ended.
	 * @param group the group
	 * @param reason why
	 * @return the number of items
	 */
	int cancel(Group group, String reason) {
		int before = group.ends().unfinished();
		group.ends().endPending(new TaskState.Cancelled(reason)).forEach(this.graph::tellDependents);
		for (int i = 0; i < group.items().size(); i++) {
			Task task = (group.items().place(i) != Place.ENDED) ? group.task(i) : null;
			if (task != null) {
				this.lifecycle.cancel(task, reason);
			}
		}
		return before - group.ends().unfinished();
	}

}
