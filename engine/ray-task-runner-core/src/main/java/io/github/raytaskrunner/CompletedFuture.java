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

import org.jspecify.annotations.Nullable;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * The future of a value that is there already.
 *
 * @param <T> the type of the value
 */
final class CompletedFuture<T extends @Nullable Object> implements RayTaskFuture<T> {

	private final String key = UUID.randomUUID().toString();

	private final T value;

	CompletedFuture(T value) {
		this.value = value;
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	public String name() {
		return "completed";
	}

	@Override
	public TaskState state() {
		return new TaskState.Completed();
	}

	@Override
	public Optional<TaskState> await(Duration timeout) {
		Assert.isTrue(!timeout.isNegative(), () -> "'timeout' must not be negative but is " + timeout);
		return Optional.of(state());
	}

	@Override
	public T result() {
		return this.value;
	}

	@Override
	public T result(Duration timeout) {
		Assert.isTrue(!timeout.isNegative(), () -> "'timeout' must not be negative but is " + timeout);
		return this.value;
	}

	@Override
	public boolean cancel() {
		return false;
	}

	@Override
	@CheckReturnValue
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
			System.getLogger(RayTaskFuture.class.getName()).log(Level.ERROR, "Callback of " + this + " failed", ex);
		}
	}

	@Override
	public CompletableFuture<T> toCompletableFuture() {
		return CompletableFuture.completedFuture(this.value);
	}

	@Override
	public String toString() {
		return "Task '" + name() + "' (" + this.key + "), " + state().label();
	}

}
