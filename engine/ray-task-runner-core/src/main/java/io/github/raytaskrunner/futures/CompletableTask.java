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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.waiting.AwaitedFuture;
import io.github.raytaskrunner.waiting.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * {@link CompletableFuture} of a task. Whoever completes it, its stages run with what the
 * thread had that asked for it.
 *
 * @param <T> the type of the value
 */
final class CompletableTask<T extends @Nullable Object> extends AwaitedFuture<T> {

	private final TaskFuture<T> future;

	private final CompletableFuture<?> ended;

	private final Runnable completion;

	CompletableTask(TaskFuture<T> future) {
		super(future);
		this.future = future;
		// users may complete this one themselves
		this.ended = CompletableFuture.anyOf(future.task().done(), this);
		this.completion = future.inContext(() -> future.complete(this));
	}

	/**
	 * Complete this future on the calling thread: the task has ended, and its value is
	 * here.
	 */
	void complete() {
		this.completion.run();
		if (!isDone()) {
			this.future.complete(this);
		}
	}

	@Override
	protected void cancelTasks() {
		this.future.cancel();
	}

	@Override
	protected void await(long nanos) throws TimeoutException, InterruptedException {
		Deadline deadline = Deadline.ofNanos(nanos);
		if (!isDone()) {
			this.future.await(this.ended, nanos);
		}
		if (!isDone()) {
			this.future.awaitValue(deadline.remainingNanos());
			complete();
		}
	}

}
