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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.waiting.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Futures that are independent of each other.
 *
 * @param <T> the type of the values
 */
final class SingleFutures<T extends @Nullable Object> implements JointFutures<T> {

	private final List<RayTaskFuture<T>> futures;

	/**
	 * Shared by all callers that wait, some of which do so again and again.
	 */
	private @Nullable Decision decision;

	SingleFutures(List<RayTaskFuture<T>> futures) {
		this.futures = futures;
	}

	@Override
	public boolean await(Deadline deadline) throws InterruptedException {
		for (RayTaskFuture<T> future : this.futures) {
			if (future.await(deadline.remaining()).isEmpty()) {
				return false;
			}
		}
		return true;
	}

	@Override
	public void await() {
		this.futures.forEach(RayTaskFuture::await);
	}

	@Override
	public List<T> result(Deadline deadline) throws TimeoutException, InterruptedException {
		try {
			requireNone(decision().await(deadline.remainingNanos()));
			List<T> results = new ArrayList<>(this.futures.size());
			for (RayTaskFuture<T> future : this.futures) {
				results.add(future.result(deadline.remaining()));
			}
			return results;
		}
		catch (TimeoutException ex) {
			throw new TimeoutException(UnfinishedTasksException.describe(this.futures, deadline));
		}
	}

	@Override
	public List<T> result() {
		requireNone(JointFutures.untimed(decision()::await));
		List<T> results = new ArrayList<>(this.futures.size());
		this.futures.forEach((future) -> results.add(future.result()));
		return results;
	}

	private synchronized Decision decision() {
		if (this.decision == null) {
			this.decision = new Decision(this.futures);
		}
		return this.decision;
	}

	private static void requireNone(Optional<RayTaskFuture<?>> failed) {
		if (failed.isPresent()) {
			RayTaskFuture<?> future = failed.get();
			throw future.state().failure(future.name(), future.key());
		}
	}

	@Override
	public T value(int index) {
		return this.futures.get(index).result();
	}

	@Override
	public Spliterator<RayTaskFuture<T>> asCompleted(@Nullable Deadline deadline) {
		return new CompletionOrder<>(this.futures, deadline);
	}

	@Override
	public CompletableFuture<List<T>> toCompletableFuture() {
		return new CompletableSingles<>(this.futures, decision());
	}

	@Override
	public int cancel() {
		return (int) this.futures.stream().filter(RayTaskFuture::cancel).count();
	}

}
