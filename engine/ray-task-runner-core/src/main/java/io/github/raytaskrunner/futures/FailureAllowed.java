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
import io.github.raytaskrunner.TaskProgress;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.waiting.AwaitableTask;
import io.github.raytaskrunner.waiting.FailureTolerant;
import org.jspecify.annotations.Nullable;

/**
 * View of a future whose task need not complete for those that depend on it.
 *
 * @param <T> the type of the value
 */
final class FailureAllowed<T extends @Nullable Object> implements RayTaskFuture<T>, AwaitableTask, FailureTolerant {

	private final TaskFuture<T> future;

	FailureAllowed(TaskFuture<T> future) {
		this.future = future;
	}

	TaskFuture<T> future() {
		return this.future;
	}

	@Override
	public String key() {
		return this.future.key();
	}

	@Override
	public String name() {
		return this.future.name();
	}

	@Override
	public TaskState state() {
		return this.future.state();
	}

	@Override
	public Optional<TaskProgress> progress() {
		return this.future.progress();
	}

	@Override
	public Optional<TaskState> await(Duration timeout) throws InterruptedException {
		return this.future.await(timeout);
	}

	@Override
	public T result() {
		return this.future.result();
	}

	@Override
	public T result(Duration timeout) throws TimeoutException, InterruptedException {
		return this.future.result(timeout);
	}

	@Override
	public boolean cancel() {
		return this.future.cancel();
	}

	@Override
	public RayTaskFuture<T> allowFailure() {
		return this;
	}

	@Override
	public boolean allowsFailure() {
		return true;
	}

	@Override
	public void onDone(Consumer<? super RayTaskFuture<T>> callback) {
		this.future.onDone(callback);
	}

	@Override
	public void whenEnded(Runnable action) {
		this.future.whenEnded(action);
	}

	@Override
	public void await(CompletableFuture<?> future, long nanos) throws TimeoutException, InterruptedException {
		this.future.await(future, nanos);
	}

	@Override
	public CompletableFuture<T> toCompletableFuture() {
		return this.future.toCompletableFuture();
	}

	@Override
	public String toString() {
		return this.future.toString();
	}

}
