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

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.serialization.ItemNames;
import io.github.raytaskrunner.waiting.AwaitableGroup;
import org.jspecify.annotations.Nullable;

/**
 * What users of a group do with it, with the lock of the scheduler. Safe for use by
 * several threads.
 */
public final class GroupEntry {

	private final Scheduler scheduler;

	private final Group group;

	/**
	 * Begin a group.
	 * @param scheduler runs its items
	 * @param spec what the items have in common
	 */
	public GroupEntry(Scheduler scheduler, GroupSpec spec) {
		this.scheduler = scheduler;
		this.group = scheduler.guarded(() -> scheduler.groups().open(spec));
	}

	/**
	 * Return the name of the group.
	 * @return the name
	 */
	public String name() {
		return this.group.name();
	}

	/**
	 * Return the name of an item.
	 * @param index index of the item
	 * @return the name
	 */
	public String name(int index) {
		return this.scheduler.guarded(() -> this.group.spec().ofItem(index, this.group.items().name(index)).name());
	}

	/**
	 * Return the key of an item.
	 * @param index index of the item
	 * @return the key
	 */
	public String key(int index) {
		return ItemNames.key(this.group.spec().common().key(), index);
	}

	/**
	 * Add an item, after waiting for room if there is none.
	 * @param item the serialized item
	 * @param name its name, or {@code null} if that is its index
	 * @throws RayTaskRejectedException if tasks are not accepted, or if there is no room
	 * @throws InterruptedWaitException if the calling thread is interrupted
	 */
	public void add(byte[] item, @Nullable String name) {
		add(item.length, () -> this.group.add(item, name));
	}

	/**
	 * Add an item that does not travel as the others do, after waiting for room if there
	 * is none.
	 * @param task the serialized task
	 * @param dependencies what it depends on
	 * @param name name of the item, or {@code null} if that is its index
	 * @throws RayTaskRejectedException if tasks are not accepted, or if there is no room
	 * @throws InterruptedWaitException if the calling thread is interrupted
	 */
	public void addAlone(byte[] task, List<Dependency> dependencies, @Nullable String name) {
		add(task.length, () -> this.group.addAlone(task, dependencies, name));
	}

	private void add(int size, Runnable addition) {
		this.scheduler.entrance().enter(size, () -> {
			addition.run();
			this.scheduler.groups().admitted(size);
		});
	}

	/**
	 * Add no more items.
	 */
	public void close() {
		run(this.group::close);
	}

	/**
	 * Return the future of an item.
	 * @param index index of the item
	 * @param factory makes a new future if nobody holds one, without taking long
	 * @return the future
	 */
	public HeldFuture future(int index, Function<Task, ? extends HeldFuture> factory) {
		return this.scheduler.guarded(() -> {
			this.group.notice();
			return Objects.requireNonNull(this.group.task(index)).future(factory);
		});
	}

	/**
	 * Return the future of an item unless it was forgotten.
	 * @param index index of the item
	 * @param factory makes a new future if nobody holds one, without taking long
	 * @return the future, or {@code null}
	 */
	public @Nullable HeldFuture findFuture(int index, Function<Task, ? extends HeldFuture> factory) {
		return this.scheduler.guarded(() -> {
			ItemTask task = this.group.task(index);
			return (task != null) ? task.future(factory) : null;
		});
	}

	/**
	 * Return the future of an item that is not asked for here again.
	 * @param index index of an item that has ended
	 * @param factory makes a new future if nobody holds one, without taking long
	 * @return the future
	 */
	public HeldFuture takeFuture(int index, Function<Task, ? extends HeldFuture> factory) {
		return this.scheduler.guarded(() -> {
			ItemTask task = Objects.requireNonNull(this.group.task(index));
			HeldFuture future = task.future(factory);
			this.scheduler.groups().unneeded(task);
			this.group.outcomes().forget(index);
			return future;
		});
	}

	/**
	 * Return the value of an item that is not asked for here again, if there is one.
	 * @param index index of an item that has ended
	 * @return the serialized value, or {@code null} if only the future of the item has it
	 */
	public byte @Nullable [] takeValue(int index) {
		return this.scheduler.guarded(() -> {
			byte[] value = (this.group.tasks().get(index) != null) ? null : this.group.outcomes().value(index);
			if (value != null) {
				this.group.outcomes().forget(index);
			}
			return value;
		});
	}

	/**
	 * Return the value of an item that completed as most do.
	 * @param index index of the item
	 * @return the serialized value, or {@code null} if only the future of the item has it
	 */
	public byte @Nullable [] value(int index) {
		return this.scheduler
			.guarded(() -> (this.group.tasks().get(index) != null) ? null : this.group.outcomes().value(index));
	}

	/**
	 * Tell which items have ended, and then of each that ends.
	 * @param arrivals told of each item once
	 */
	public void whenEnded(AwaitableGroup.Arrivals arrivals) {
		run(() -> this.group.ends().tell(arrivals));
	}

	/**
	 * Return a future that completes once all items have ended, with the state of the
	 * first that ended and did not complete if there is one.
	 * @return the future, whose stages have to be asynchronous
	 */
	public CompletableFuture<TaskState> ended() {
		return this.group.ends().ended();
	}

	/**
	 * Return a future that is done once all items completed, or one has not.
	 * @return the future, whose stages have to be asynchronous
	 */
	public CompletableFuture<?> decided() {
		return this.group.ends().decided();
	}

	/**
	 * Return the first item that ended and did not complete.
	 * @return its index, or -1 if there is none
	 */
	public int failed() {
		return this.scheduler.guarded(() -> this.group.ends().failed());
	}

	/**
	 * Return how many items there are.
	 * @return the number so far
	 */
	public int size() {
		return this.scheduler.guarded(() -> this.group.items().size());
	}

	/**
	 * Return how many items have not ended.
	 * @return the number
	 */
	public int unfinished() {
		return this.scheduler.guarded(() -> this.group.ends().unfinished());
	}

	/**
	 * Cancel all items that have not ended.
	 * @return how many these were
	 */
	public int cancel() {
		return this.scheduler.guarded(() -> this.scheduler.groups().cancel(this.group, "a caller cancelled it"));
	}

	/**
	 * Note that nobody holds the futures of the group as a whole any more.
	 */
	public void drop() {
		run(() -> this.scheduler.groups().dropped(this.group));
	}

	private void run(Runnable action) {
		this.scheduler.guarded(() -> {
			action.run();
			return true;
		});
	}

}
