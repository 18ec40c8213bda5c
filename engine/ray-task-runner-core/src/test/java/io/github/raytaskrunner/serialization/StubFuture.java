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

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskState;

/**
 * Future of a task that is not done yet.
 */
record StubFuture<T>(String key, String name) implements RayTaskFuture<T> {

	StubFuture(String key) {
		this(key, "name of " + key);
	}

	@Override
	public TaskState state() {
		return new TaskState.Pending();
	}

	@Override
	public Optional<TaskState> await(Duration timeout) {
		return Optional.empty();
	}

	@Override
	public T result() {
		throw new UnsupportedOperationException();
	}

	@Override
	public T result(Duration timeout) {
		throw new UnsupportedOperationException();
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
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<T> toCompletableFuture() {
		throw new UnsupportedOperationException();
	}

}
