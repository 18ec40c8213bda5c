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

package io.github.raytaskrunner.futures;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.hooks.Interceptors;
import io.github.raytaskrunner.scheduling.FutureWatch;
import io.github.raytaskrunner.scheduling.GroupEntry;
import io.github.raytaskrunner.scheduling.HeldFuture;
import io.github.raytaskrunner.scheduling.Scheduler;
import io.github.raytaskrunner.scheduling.Task;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.waiting.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Opens the futures of a runner, and does for them what they cannot do themselves. Safe
 * for use by several threads.
 */
public final class Futures {

	private final Scheduler scheduler;

	private final TaskSerializer serializer;

	private final Waiter waiter;

	private final TaskListener listener;

	private final Interceptors interceptors;

	private final Executor callbacks;

	private final FutureWatch watch;

	/**
	 * Create futures, of which there are none so far.
	 * @param scheduler runs their tasks
	 * @param serializer rebuilds their values
	 * @param waiter waits for tasks
	 * @param listener told of those who wait
	 * @param interceptors give callbacks the context of whoever asked for them
	 * @param callbacks calls back
	 */
	public Futures(Scheduler scheduler, TaskSerializer serializer, Waiter waiter, TaskListener listener,
			Interceptors interceptors, Executor callbacks) {
		this.scheduler = scheduler;
		this.serializer = serializer;
		this.waiter = waiter;
		this.listener = listener;
		this.interceptors = interceptors;
		this.callbacks = callbacks;
		this.watch = new FutureWatch(scheduler);
	}

	/**
	 * Open the future of a task, which has none.
	 * @param <T> the type of the value
	 * @param task the task
	 * @return the future
	 */
	public <T extends @Nullable Object> TaskFuture<T> open(Task task) {
		TaskFuture<T> future = new TaskFuture<>(task, this);
		this.watch.watch(future);
		return future;
	}

	/**
	 * Find the future of a task by its key.
	 * @param key the key
	 * @return the future, or {@code null} if there is no such task
	 */
	public @Nullable RayTaskFuture<?> find(String key) {
		HeldFuture future = this.scheduler.find(key, this::open);
		return (future != null) ? typed(future) : null;
	}

	/**
	 * Return the futures of a group to which no item is added any more.
	 * @param <T> the type of the values
	 * @param group the group
	 * @return the futures, of which each is made when somebody asks for it
	 */
	public <T extends @Nullable Object> List<RayTaskFuture<T>> ofGroup(GroupEntry group) {
		return new GroupFutures<>(group, this);
	}

	/**
	 * Return the future of an item.
	 * @param <T> the type of the value
	 * @param group the group
	 * @param index index of the item
	 * @return the future
	 */
	<T extends @Nullable Object> RayTaskFuture<T> ofItem(GroupEntry group, int index) {
		byte[] value = group.value(index);
		return (value != null) ? new CompletedItem<>(group, index, value, this)
				: typed(group.future(index, this::open));
	}

	/**
	 * Return the future of an item that the group need not keep.
	 * @param <T> the type of the value
	 * @param group the group
	 * @param index index of an item that has ended
	 * @return the future
	 */
	public <T extends @Nullable Object> RayTaskFuture<T> takeItem(GroupEntry group, int index) {
		byte[] value = group.takeValue(index);
		return (value != null) ? new CompletedItem<>(group, index, value, this)
				: typed(group.takeFuture(index, this::open));
	}

	// all of them are opened here
	@SuppressWarnings("unchecked")
	private static <T extends @Nullable Object> TaskFuture<T> typed(HeldFuture future) {
		return (TaskFuture<T>) future;
	}

	/**
	 * Wait on behalf of whoever waits for a task.
	 * @param future the future
	 * @param nanos longest time to wait in nanoseconds
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void await(CompletableFuture<?> future, long nanos) throws TimeoutException, InterruptedException {
		this.waiter.await(future, nanos);
	}

	/**
	 * Wait for one or all tasks of a group.
	 * @param future the future that is done then, and never fails
	 * @param commonName name that the tasks have in common
	 * @param nanos longest time to wait in nanoseconds
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void await(CompletableFuture<?> future, String commonName, long nanos)
			throws TimeoutException, InterruptedException {
		long start = System.nanoTime();
		try {
			await(future, nanos);
		}
		finally {
			this.listener.waited(commonName, Duration.ofNanos(System.nanoTime() - start), future.isDone());
		}
	}

	boolean cancel(Task task) {
		return this.scheduler.cancel(task, "a caller cancelled it");
	}

	CompletableFuture<byte[]> value(Task task) {
		return this.scheduler.values().get(task);
	}

	@Nullable Object readValue(byte[] value) {
		return this.serializer.readValue(value);
	}

	/**
	 * Return an action that runs with what the calling thread has now, on whatever thread
	 * it runs.
	 * @param action code of users, or what leads to it
	 * @return the action
	 */
	Runnable inContext(Runnable action) {
		return this.interceptors.callback(action);
	}

	Executor callbacks() {
		return this.callbacks;
	}

}
