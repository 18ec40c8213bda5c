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
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.raytaskrunner.waiting.AwaitableGroup;
import io.github.raytaskrunner.waiting.Deadline;
import io.github.raytaskrunner.waiting.IndexQueue;
import io.github.raytaskrunner.waiting.TimedWait;
import org.jspecify.annotations.Nullable;

/**
 * Futures of a group in the order in which their tasks end, each created when its turn
 * comes. Not safe for use by several threads.
 *
 * @param <T> the type of the values
 */
final class GroupOrder<T extends @Nullable Object> extends AbstractSpliterator<RayTaskFuture<T>> {

	private final IndexQueue ended = new IndexQueue();

	private final List<RayTaskFuture<T>> futures;

	private final AwaitableGroup group;

	private final @Nullable Deadline deadline;

	private int left;

	/**
	 * Create a new order.
	 * @param futures the futures
	 * @param group the group of these futures
	 * @param deadline the end of the time to wait for all of them, or {@code null} if
	 * there is none
	 */
	GroupOrder(List<RayTaskFuture<T>> futures, AwaitableGroup group, @Nullable Deadline deadline) {
		// not sized, as a count waits as well
		super(futures.size(), Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT);
		this.futures = futures;
		this.group = group;
		this.deadline = deadline;
		this.left = futures.size();
		group.whenEnded(this.ended);
	}

	@Override
	public boolean tryAdvance(Consumer<? super RayTaskFuture<T>> action) {
		if (this.left == 0) {
			return false;
		}
		int next = next();
		this.left--;
		action.accept(this.futures.get(next));
		return true;
	}

	private int next() {
		Deadline deadline = this.deadline;
		try {
			return (deadline != null) ? next(deadline)
					: TimedWait.withoutLimit((nanos) -> this.ended.take(this.group, nanos));
		}
		catch (InterruptedException ex) {
			throw InterruptedWaitException.of("tasks", ex);
		}
	}

	private int next(Deadline deadline) throws InterruptedException {
		try {
			return this.ended.take(this.group, deadline.remainingNanos());
		}
		catch (TimeoutException ex) {
			throw new UnfinishedTasksException(
					UnfinishedTasksException.describe(this.group.unfinished(), this.futures.size(), deadline));
		}
	}

}
