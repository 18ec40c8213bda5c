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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.scheduling.GroupEntry;
import io.github.raytaskrunner.scheduling.HeldFuture;
import io.github.raytaskrunner.scheduling.Task;
import io.github.raytaskrunner.waiting.AwaitableTask;
import io.github.raytaskrunner.waiting.Deadline;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Future of an item of a group that completed as most do, with its value: nobody else has
 * to know of it.
 *
 * @param <T> the type of the value
 */
final class CompletedItem<T extends @Nullable Object> implements RayTaskFuture<T>, AwaitableTask {

	private static final Log logger = LogFactory.getLog(CompletedItem.class);

	private static final TaskState COMPLETED = new TaskState.Completed();

	private final GroupEntry group;

	private final int index;

	private final Futures futures;

	/**
	 * The same future for tasks that depend on it, to be kept as long as this is.
	 */
	private @Nullable HeldFuture upstream;

	private byte @Nullable [] bytes;

	private @Nullable Object value;

	private @Nullable RuntimeException failure;

	/**
	 * Create a new future.
	 * @param group the group
	 * @param index index of the item
	 * @param value the serialized value
	 * @param futures the futures of the runner
	 */
	CompletedItem(GroupEntry group, int index, byte[] value, Futures futures) {
		this.group = group;
		this.index = index;
		this.futures = futures;
		this.bytes = value;
	}

	Futures futures() {
		return this.futures;
	}

	/**
	 * Return the task of the item, for others that depend on it.
	 * @return the task, or {@code null} if the group has forgotten the item
	 */
	synchronized @Nullable Task task() {
		if (this.upstream == null) {
			this.upstream = this.group.findFuture(this.index, this.futures::open);
		}
		return (this.upstream != null) ? this.upstream.task() : null;
	}

	@Override
	public String key() {
		return this.group.key(this.index);
	}

	@Override
	public String name() {
		return this.group.name(this.index);
	}

	@Override
	public TaskState state() {
		return COMPLETED;
	}

	@Override
	public Optional<TaskState> await(Duration timeout) {
		Deadline.check(timeout);
		return Optional.of(COMPLETED);
	}

	@Override
	@SuppressWarnings({ "unchecked", "NullAway" })
	public T result() {
		return (T) value();
	}

	private synchronized @Nullable Object value() {
		byte[] bytes = this.bytes;
		if (bytes != null) {
			try {
				this.value = this.futures.readValue(bytes);
			}
			catch (RuntimeException ex) {
				this.failure = ex;
			}
			this.bytes = null;
		}
		if (this.failure != null) {
			throw this.failure;
		}
		return this.value;
	}

	@Override
	public T result(Duration timeout) {
		Deadline.check(timeout);
		return result();
	}

	@Override
	public boolean cancel() {
		return false;
	}

	@Override
	public RayTaskFuture<T> allowFailure() {
		return this;
	}

	@Override
	public void onDone(Consumer<? super RayTaskFuture<T>> callback) {
		Assert.notNull(callback, "'callback' must not be null");
		try {
			callback.accept(this);
		}
		catch (Throwable ex) {
			logger.error("Callback of " + this + " failed", ex);
		}
	}

	@Override
	public void whenEnded(Runnable action) {
		action.run();
	}

	@Override
	public void await(CompletableFuture<?> future, long nanos) throws TimeoutException, InterruptedException {
		this.futures.await(future, nanos);
	}

	@Override
	public CompletableFuture<T> toCompletableFuture() {
		try {
			return CompletableFuture.completedFuture(result());
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CompletedItem<?> that && this.group == that.group && this.index == that.index;
	}

	@Override
	public int hashCode() {
		return 31 * System.identityHashCode(this.group) + this.index;
	}

	@Override
	public String toString() {
		return "Task '" + name() + "' (" + key() + "): " + COMPLETED.label();
	}

}
