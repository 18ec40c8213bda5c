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
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.scheduling.GroupItems.Place;
import io.github.raytaskrunner.serialization.ItemChunk;
import io.github.raytaskrunner.serialization.ItemNames;
import io.github.raytaskrunner.settings.TaskSpec;
import org.jspecify.annotations.Nullable;

/**
 * One function and the items it is called with. As long as nothing happens to an item but
 * that it waits, runs in a chunk and completes, it needs a few bytes; what is rare makes
 * a task of it. Guarded by the lock of the scheduler.
 */
final class Group {

	private static final long MAX_BYTES = 1024 * 1024;

	private GroupSpec spec;

	private final Groups groups;

	private final GroupItems items = new GroupItems();

	private final ItemTasks tasks = new ItemTasks();

	private final GroupOutcomes outcomes = new GroupOutcomes();

	private final GroupEnds ends;

	/**
	 * Chunks that were dispatched, by the index of their first item.
	 */
	private final TreeMap<Integer, ChunkTask> chunks = new TreeMap<>();

	private @Nullable GroupTask gate;

	/**
	 * Whether the gate has nothing to let through.
	 */
	private boolean idle;

	private boolean noticed;

	private boolean closed;

	Group(GroupSpec spec, Groups groups) {
		this.spec = spec;
		this.groups = groups;
		this.ends = new GroupEnds(this, groups);
	}

	Groups groups() {
		return this.groups;
	}

	GroupSpec spec() {
		return this.spec;
	}

	String name() {
		return this.spec.common().commonName();
	}

	GroupItems items() {
		return this.items;
	}

	ItemTasks tasks() {
		return this.tasks;
	}

	GroupOutcomes outcomes() {
		return this.outcomes;
	}

	GroupEnds ends() {
		return this.ends;
	}

	/**
	 * Add an item.
	 * @param item the item
	 * @param name its name, or {@code null} if that is its index
	 */
	void add(byte[] item, @Nullable String name) {
		int index = this.items.add(item, name);
		this.groups.graph().count(1);
		this.groups.changes().changed(this, index, index + 1, 0, null, Task.PENDING, Duration.ZERO);
		wake();
	}

	/**
	 * Add an item that does not travel as the others do.
	 * @param bytes the serialized task
	 * @param dependencies what it depends on
	 * @param name its name, or {@code null} if that is its index
	 */
	void addAlone(byte[] bytes, List<Dependency> dependencies, @Nullable String name) {
		int index = this.items.size();
		TaskSpec spec = this.spec.ofItem(index, ItemNames.item(name, index));
		ItemTask task = new ItemTask(this, index, spec, bytes, dependencies);
		this.groups.graph().remember(task);
		this.items.add(new byte[0], name);
		this.items.move(index, Place.OWN);
		this.tasks.add(task);
		this.groups.graph().add(task);
	}

	/**
	 * See to it that items which are pending are dispatched.
	 */
	void wake() {
		GroupTask gate = this.gate;
		if (gate == null || gate.state().isFinal()) {
			this.idle = false;
			gate = new GroupTask(this);
			if (this.noticed) {
				gate.notice();
			}
			this.gate = gate;
			this.groups.graph().add(gate);
		}
		else if (this.idle) {
			this.idle = false;
			this.groups.dispatcher().add(gate);
		}
	}

	/**
	 * Add no more items.
	 */
	void close() {
		this.closed = true;
		this.ends.endIfDone();
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Forget what only items need that have not ended: there are none.
	 */
	void release() {
		this.items.release();
		this.spec = this.spec.withoutFunction();
	}

	/**
	 * Let no more through.
	 * @return what did so far, or {@code null} if there was nothing to let through
	 */
	@Nullable GroupTask takeGate() {
		GroupTask gate = this.gate;
		this.gate = null;
		return gate;
	}

	/**
	 * Note that somebody asks for what has become of an item.
	 */
	void notice() {
		this.noticed = true;
		if (this.gate != null) {
			this.gate.notice();
		}
	}

	/**
	 * Take the items that are to be dispatched next.
	 * @param slots number of attempts that run at once
	 * @return a task for them, or {@code null} if none is pending
	 */
	@Nullable Task next(int slots) {
		int first = this.items.firstPending();
		if (first == this.items.size()) {
			this.idle = true;
			return null;
		}
		int limit = this.groups.sizes().limit(name(), this.items.pending(), slots);
		int end = chunkEnd(first, (int) Math.min(this.items.size(), (long) first + limit));
		if (end == first + 1) {
			return own(first);
		}
		ChunkTask chunk = new ChunkTask(this, first, end - first);
		for (int i = first; i < end; i++) {
			this.items.move(i, Place.DISPATCHED);
		}
		this.chunks.put(first, chunk);
		this.groups.chunks().dispatched(chunk);
		return chunk;
	}

	private int chunkEnd(int first, int limit) {
		int end = first + 1;
		int pendingEnd = this.items.runEnd(first, limit);
		long bytes = this.items.length(first);
		while (end < pendingEnd && (bytes += this.items.length(end)) <= MAX_BYTES) {
			end++;
		}
		return end;
	}

	Supplier<byte[]> content(int from, int to, boolean alone) {
		return new ItemChunk(this.spec.inlineFunction(), this.spec.baggage(), this.spec.function().immutable(), alone,
				from, this.items.names(from, to), to - from, this.items.slice(from, to))::toBytes;
	}

	/**
	 * Return the task of an item.
	 * @param index index of the item
	 * @return the task, or {@code null} if the item was forgotten
	 */
	@Nullable ItemTask task(int index) {
		ItemTask known = this.tasks.get(index);
		if (known != null) {
			return known;
		}
		Place place = this.items.place(index);
		TaskState state = (place == Place.ENDED) ? this.outcomes.state(index) : null;
		if (place == Place.OWN || (place == Place.ENDED && state == null)) {
			return null;
		}
		int size = (state != null) ? 0 : this.items.length(index);
		ItemTask task = new ItemTask(this, index, this.spec.ofItem(index, this.items.name(index)), size);
		if (state != null) {
			this.ends.end(task, state, this.outcomes.value(index));
		}
		else {
			task.history().submitted(this.items.submitted(index));
			if (place == Place.DISPATCHED && chunk(index).state() instanceof TaskState.Running) {
				task.start(System.nanoTime());
			}
		}
		this.tasks.add(task);
		this.groups.graph().remember(task);
		if (this.outcomes.isClosed()) {
			task.dropFuture();
		}
		return task;
	}

	/**
	 * Return the chunk in which an item was dispatched.
	 * @param index index of the item
	 * @return the chunk
	 */
	ChunkTask chunk(int index) {
		Map.Entry<Integer, ChunkTask> entry = this.chunks.floorEntry(index);
		return Objects.requireNonNull(entry).getValue();
	}

	/**
	 * Note that a chunk has ended.
	 * @param chunk the chunk
	 */
	void remove(ChunkTask chunk) {
		if (this.chunks.remove(chunk.first(), chunk)) {
			this.groups.chunks().left(chunk);
		}
	}

	void started(ChunkTask chunk, long now) {
		this.tasks.of(chunk.first(), chunk.end())
			.stream()
			.filter((task) -> this.items.place(task.index()) == Place.DISPATCHED)
			.forEach((task) -> task.start(now));
		this.items.forEachRun(chunk.first(), chunk.end(), Place.DISPATCHED, (from, to) -> this.groups.changes()
			.changed(this, from, to, 1, Task.PENDING, chunk.state(), Duration.ZERO));
	}

	/**
	 * Make a task of an item that goes its own way from now on.
	 * @param index index of an item that has not ended
	 * @return the task
	 */
	ItemTask own(int index) {
		ItemTask task = Objects.requireNonNull(task(index));
		detach(task);
		return task;
	}

	private void detach(ItemTask task) {
		Place place = this.items.place(task.index());
		if (place == Place.PENDING || place == Place.DISPATCHED) {
			this.items.move(task.index(), Place.OWN);
			this.groups.detached(task);
		}
	}

	/**
	 * Let an item end alone, which may run in a chunk.
	 * @param task its task
	 */
	void leave(ItemTask task) {
		if (this.items.place(task.index()) == Place.DISPATCHED) {
			ChunkTask chunk = chunk(task.index());
			task.history().ranWith(chunk.history());
			this.groups.chunks().hurry(chunk);
		}
		detach(task);
	}

	/**
	 * Note how long an item has run alone.
	 * @param time the time
	 * @param size number of bytes of its value
	 */
	void ran(Duration time, long size) {
		this.groups.sizes().ran(name(), 1, time.toNanos(), size);
	}

	boolean contains(ChunkTask chunk) {
		return this.chunks.get(chunk.first()) == chunk;
	}

	boolean isOwn(ItemTask task) {
		return this.items.place(task.index()) == Place.OWN;
	}

}
