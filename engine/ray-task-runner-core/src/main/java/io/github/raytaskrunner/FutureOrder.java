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

import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.raytaskrunner.waiting.Deadline;
import io.github.raytaskrunner.waiting.TimedWait;
import org.jspecify.annotations.Nullable;

/**
 * Futures in the order in which their tasks end, each once. Not safe for use by several
 * threads.
 *
 * @param <T> the type of the values
 */
abstract class FutureOrder<T extends @Nullable Object> extends AbstractSpliterator<RayTaskFuture<T>> {

	private final @Nullable Deadline deadline;

	private int left;

	/**
	 * Create a new order.
	 * @param size number of futures
	 * @param deadline the end of the time to wait for all of them, or {@code null} if
	 * there is none
	 */
	FutureOrder(int size, @Nullable Deadline deadline) {
		// not sized, as a count waits as well
		super(size, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT);
		this.left = size;
		this.deadline = deadline;
	}

	@Override
	public final boolean tryAdvance(Consumer<? super RayTaskFuture<T>> action) {
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
			return (deadline != null) ? next(deadline) : TimedWait.withoutLimit(this::take);
		}
		catch (InterruptedException ex) {
			throw InterruptedWaitException.of("tasks", ex);
		}
	}

	private RayTaskFuture<T> next(Deadline deadline) throws InterruptedException {
		try {
			return take(deadline.remainingNanos());
		}
		catch (TimeoutException ex) {
			throw new UnfinishedTasksException(describeUnfinished(deadline));
		}
	}

	/**
	 * Take the future whose task has ended next.
	 * @param nanos longest time to wait
	 * @return the future
	 * @throws TimeoutException if none has ended within that time
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	abstract RayTaskFuture<T> take(long nanos) throws TimeoutException, InterruptedException;

	/**
	 * Describe the tasks that have not ended.
	 * @param deadline the end of the time to wait for them
	 * @return the description
	 */
	abstract String describeUnfinished(Deadline deadline);

}
