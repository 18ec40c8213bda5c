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

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.waiting.ArrivalQueue;
import io.github.raytaskrunner.waiting.AwaitableTask;
import io.github.raytaskrunner.waiting.Deadline;
import io.github.raytaskrunner.waiting.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Order of any futures.
 *
 * @param <T> the type of the values
 */
final class CompletionOrder<T extends @Nullable Object> extends FutureOrder<T> {

	private final ArrivalQueue<RayTaskFuture<T>> ended = new ArrivalQueue<>();

	private final Set<RayTaskFuture<T>> futures;

	private final Waiter waiter;

	/**
	 * Create a new order.
	 * @param futures the futures
	 * @param deadline the end of the time to wait for all of them, or {@code null} if
	 * there is none
	 */
	CompletionOrder(Collection<RayTaskFuture<T>> futures, @Nullable Deadline deadline) {
		this(new LinkedHashSet<>(futures), deadline);
	}

	private CompletionOrder(Set<RayTaskFuture<T>> futures, @Nullable Deadline deadline) {
		super(futures.size(), deadline);
		this.futures = futures;
		this.waiter = Waiter.of(futures);
		futures.forEach((future) -> whenEnded(future, () -> this.ended.add(future)));
	}

	/**
	 * Do something once a task has ended.
	 * @param future its future
	 * @param action what to do; must be quick and call no code of others, as it may run
	 * under a lock
	 */
	static void whenEnded(RayTaskFuture<?> future, Runnable action) {
		if (future instanceof AwaitableTask task) {
			task.whenEnded(action);
		}
		else {
			future.onDone((done) -> action.run());
		}
	}

	@Override
	RayTaskFuture<T> take(long nanos) throws TimeoutException, InterruptedException {
		return this.ended.take(this.waiter, nanos);
	}

	@Override
	String describeUnfinished(Deadline deadline) {
		return UnfinishedTasksException.describe(this.futures, deadline);
	}

}
