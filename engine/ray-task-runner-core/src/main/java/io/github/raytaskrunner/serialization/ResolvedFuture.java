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

package io.github.raytaskrunner.serialization;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * What stands on a worker where a future was captured: the same task, in its final state,
 * with its value at hand if it completed. Value and state are rebuilt when they are first
 * asked for.
 */
final class ResolvedFuture implements RayTaskFuture<@Nullable Object> {

	private static final TaskState COMPLETED = new TaskState.Completed();

	private final String key;

	private final String name;

	private final boolean completed;

	private final byte[] bytes;

	private final UpstreamReader reader;

	private @Nullable TaskState state;

	private @Nullable Object value;

	private boolean read;

	/**
	 * Create a new future.
	 * @param key key of the task
	 * @param name name of the task
	 * @param completed whether the task completed
	 * @param bytes the serialized value of a task that completed, else its serialized
	 * state
	 * @param reader rebuilds value or state
	 */
	ResolvedFuture(String key, String name, boolean completed, byte[] bytes, UpstreamReader reader) {
		this.key = key;
		this.name = name;
		this.completed = completed;
		this.bytes = bytes;
		this.reader = reader;
	}

	boolean hasCompleted() {
		return this.completed;
	}

	byte[] bytes() {
		return this.bytes;
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public synchronized TaskState state() {
		TaskState state = this.state;
		if (state == null) {
			state = (this.completed) ? COMPLETED : this.reader.readState(this.bytes);
			this.state = state;
		}
		return state;
	}

	@Override
	public Optional<TaskState> await(Duration timeout) {
		requireNotNegative(timeout);
		return Optional.of(state());
	}

	@Override
	@SuppressWarnings("NullAway") // does not see that T may be null here
	public synchronized @Nullable Object result() {
		if (!this.completed) {
			throw state().failure(this.name, this.key);
		}
		if (!this.read) {
			this.value = this.reader.readValue(this.bytes);
			this.read = true;
		}
		return this.value;
	}

	@Override
	@SuppressWarnings("NullAway") // does not see that T may be null here
	public @Nullable Object result(Duration timeout) {
		requireNotNegative(timeout);
		return result();
	}

	@Override
	public boolean cancel() {
		return false;
	}

	@Override
	public RayTaskFuture<@Nullable Object> allowFailure() {
		return this;
	}

	@Override
	public void onDone(Consumer<? super RayTaskFuture<@Nullable Object>> callback) {
		try {
			callback.accept(this);
		}
		catch (Throwable ex) {
			Logger logger = System.getLogger(RayTaskFuture.class.getName());
			logger.log(Level.ERROR, "Callback of task '" + this.name + "' (" + this.key + ") failed", ex);
		}
	}

	@Override
	public CompletableFuture<@Nullable Object> toCompletableFuture() {
		CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
		try {
			future.complete(result());
		}
		catch (RuntimeException ex) {
			future.completeExceptionally(ex);
		}
		return future;
	}

	private static void requireNotNegative(Duration timeout) {
		if (timeout.isNegative()) {
			throw new IllegalArgumentException("Timeout must not be negative but is " + timeout);
		}
	}

	@Override
	public String toString() {
		return "Task '" + this.name + "' (" + this.key + "), " + state().label().replace('_', ' ');
	}

}
