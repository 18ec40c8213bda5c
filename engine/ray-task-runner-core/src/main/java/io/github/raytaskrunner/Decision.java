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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.waiting.Waiter;

/**
 * The joint outcome of several tasks, which is decided once all have completed, or one
 * has ended otherwise. Looks at each future once, however often the outcome is awaited.
 * Safe for use by several threads.
 */
final class Decision {

	private final CompletableFuture<Optional<RayTaskFuture<?>>> failed = new CompletableFuture<>();

	private final AtomicInteger unfinished;

	private final Waiter waiter;

	Decision(List<? extends RayTaskFuture<?>> futures) {
		this.unfinished = new AtomicInteger(futures.size());
		this.waiter = Waiter.of(futures);
		if (futures.isEmpty()) {
			this.failed.complete(Optional.empty());
		}
		futures.forEach((future) -> CompletionOrder.whenEnded(future, () -> ended(future)));
	}

	private void ended(RayTaskFuture<?> future) {
		int left = this.unfinished.decrementAndGet();
		if (!future.state().isCompleted()) {
			this.failed.complete(Optional.of(future));
		}
		else if (left == 0) {
			this.failed.complete(Optional.empty());
		}
	}

	/**
	 * Wait for the outcome.
	 * @param nanos longest time to wait in nanoseconds
	 * @return the future of the first task that did not complete, or empty if all did
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	Optional<RayTaskFuture<?>> await(long nanos) throws TimeoutException, InterruptedException {
		this.waiter.await(this.failed, nanos);
		return this.failed.join();
	}

	/**
	 * Return a future of what {@link #await} returns.
	 */
	CompletableFuture<Optional<RayTaskFuture<?>>> failed() {
		return this.failed;
	}

}
