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

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.waiting.AwaitedFuture;
import io.github.raytaskrunner.waiting.Deadline;
import io.github.raytaskrunner.waiting.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * {@link CompletableFuture} of several task futures, each of which completes a
 * {@code CompletableFuture} of its own.
 *
 * @param <T> the type of the values
 */
final class CompletableSingles<T extends @Nullable Object> extends AwaitedFuture<List<T>> {

	private final List<RayTaskFuture<T>> futures;

	private final List<CompletableFuture<T>> values;

	private final CompletableFuture<?> decided;

	CompletableSingles(List<RayTaskFuture<T>> futures, Decision decision) {
		super(Waiter.of(futures));
		this.futures = futures;
		this.values = futures.stream().map(RayTaskFuture::toCompletableFuture).toList();
		// users may complete this one themselves
		this.decided = CompletableFuture.anyOf(decision.failed(), this);
		AtomicInteger missing = new AtomicInteger(futures.size());
		this.values.forEach((value) -> value.whenComplete((arrived, failure) -> {
			if (failure != null) {
				completeExceptionally(failure);
			}
			else if (missing.decrementAndGet() == 0) {
				complete();
			}
		}));
		if (futures.isEmpty()) {
			complete();
		}
	}

	private void complete() {
		complete(this.values.stream().map(CompletableFuture::join).toList());
	}

	@Override
	protected void cancelTasks() {
		this.futures.forEach(RayTaskFuture::cancel);
	}

	@Override
	protected void await(long nanos) throws TimeoutException, InterruptedException {
		Deadline deadline = Deadline.ofNanos(nanos);
		waiter().await(this.decided, nanos);
		for (CompletableFuture<T> value : decisive()) {
			if (!isDone()) {
				complete(value, deadline.remainingNanos());
			}
		}
	}

	private List<CompletableFuture<T>> decisive() {
		for (int i = 0; i < this.futures.size(); i++) {
			TaskState state = this.futures.get(i).state();
			if (state.isFinal() && !state.isCompleted()) {
				return List.of(this.values.get(i));
			}
		}
		return this.values;
	}

	// waiting for a value completes its future, and thereby this one
	private static void complete(CompletableFuture<?> value, long nanos) throws TimeoutException, InterruptedException {
		try {
			value.get(nanos, TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | CancellationException ex) {
			// this one has ended with it
		}
	}

}
