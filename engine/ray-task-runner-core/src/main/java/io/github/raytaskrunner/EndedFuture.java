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

package io.github.raytaskrunner;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.raytaskrunner.waiting.Deadline;
import io.github.raytaskrunner.waiting.FailureTolerant;
import org.jspecify.annotations.Nullable;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * A future without a task, which has ended from the beginning.
 *
 * @param <T> the type of the value
 */
final class EndedFuture<T extends @Nullable Object> implements RayTaskFuture<T>, FailureTolerant {

	private final String key;

	private final TaskState state;

	private final @Nullable Object value;

	private final boolean allowsFailure;

	private EndedFuture(String key, TaskState state, @Nullable Object value, boolean allowsFailure) {
		this.key = key;
		this.state = state;
		this.value = value;
		this.allowsFailure = allowsFailure;
	}

	static <T extends @Nullable Object> EndedFuture<T> completed(T value) {
		return new EndedFuture<>(UUID.randomUUID().toString(), new TaskState.Completed(), value, false);
	}

	static <T extends @Nullable Object> EndedFuture<T> failed(Throwable exception) {
		return new EndedFuture<>(UUID.randomUUID().toString(), new TaskState.Failed(exception), null, false);
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	public String name() {
		return this.state.label();
	}

	@Override
	public TaskState state() {
		return this.state;
	}

	@Override
	public Optional<TaskState> await(Duration timeout) {
		Deadline.check(timeout);
		return Optional.of(this.state);
	}

	@Override
	@SuppressWarnings({ "unchecked", "NullAway" })
	public T result() {
		if (!this.state.isCompleted()) {
			throw this.state.failure(name(), this.key);
		}
		return (T) this.value;
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
	@CheckReturnValue
	public RayTaskFuture<T> allowFailure() {
		return (this.state.isCompleted() || this.allowsFailure) ? this
				: new EndedFuture<>(this.key, this.state, this.value, true);
	}

	@Override
	public boolean allowsFailure() {
		return this.allowsFailure;
	}

	@Override
	public void onDone(Consumer<? super RayTaskFuture<T>> callback) {
		Assert.notNull(callback, "'callback' must not be null");
		try {
			callback.accept(this);
		}
		catch (Throwable ex) {
			System.getLogger(RayTaskFuture.class.getName()).log(Level.ERROR, "Callback of " + this + " failed", ex);
		}
	}

	@Override
	public CompletableFuture<T> toCompletableFuture() {
		return this.state.isCompleted() ? CompletableFuture.completedFuture(result())
				: CompletableFuture.failedFuture(this.state.failure(name(), this.key));
	}

	@Override
	public String toString() {
		return "Task '" + name() + "' (" + this.key + "), " + this.state.label();
	}

}
