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
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.raytaskrunner.waiting.ArrivalQueue;
import io.github.raytaskrunner.waiting.AwaitableTask;
import io.github.raytaskrunner.waiting.Deadline;
import io.github.raytaskrunner.waiting.TimedWait;
import io.github.raytaskrunner.waiting.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Futures in the order in which their tasks end, each once. Not safe for use by several
 * threads.
 *
 * @param <T> the type of the values
 */
final class CompletionOrder<T extends @Nullable Object> extends AbstractSpliterator<RayTaskFuture<T>> {

	private final ArrivalQueue<RayTaskFuture<T>> ended = new ArrivalQueue<>();

	private final Set<RayTaskFuture<T>> futures;

	private final @Nullable Deadline deadline;

	private final Waiter waiter;

	private int left;

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
		// not sized, as a count waits as well
		super(futures.size(), Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT);
		this.futures = futures;
		this.deadline = deadline;
		this.waiter = Waiter.of(futures);
		this.left = futures.size();
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
	public boolean tryAdvance(Consumer<? super RayTaskFuture<T>> action) {
		if (this.left == 0) {
			return false;
		}
		RayTaskFuture<T> next = next();
		this.left--;
		action.accept(next);
		return true;
	}

	private RayTaskFuture<T> next() {
		Deadline deadline = this.deadline;
		try {
			return (deadline != null) ? next(deadline)
					: TimedWait.withoutLimit((nanos) -> this.ended.take(this.waiter, nanos));
		}
		catch (InterruptedException ex) {
			throw InterruptedWaitException.of("tasks", ex);
		}
	}

	private RayTaskFuture<T> next(Deadline deadline) throws InterruptedException {
		try {
			return this.ended.take(this.waiter, deadline.remainingNanos());
		}
		catch (TimeoutException ex) {
			throw new UnfinishedTasksException(UnfinishedTasksException.describe(this.futures, deadline));
		}
	}

}
