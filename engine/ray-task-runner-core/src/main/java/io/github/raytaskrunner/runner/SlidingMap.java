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

package io.github.raytaskrunner.runner;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.futures.TaskFuture;
import io.github.raytaskrunner.waiting.ArrivalQueue;
import io.github.raytaskrunner.waiting.TimedWait;
import io.github.raytaskrunner.waiting.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Submits a task for an item when the stream of their futures is consumed that far, so
 * that any number of items needs the memory of a few.
 *
 * @param <A> the type of the items
 * @param <R> the type of the values
 */
final class SlidingMap<A extends @Nullable Object, R extends @Nullable Object>
		extends AbstractSpliterator<RayTaskFuture<R>> {

	private final ArrivalQueue<RayTaskFuture<R>> ended = new ArrivalQueue<>();

	private final Waiter waiter;

	private final Iterator<? extends A> items;

	private final int window;

	private final Function<A, TaskFuture<R>> submit;

	private int open;

	/**
	 * Create a new spliterator.
	 * @param waiter waits for tasks
	 * @param items the items
	 * @param window largest number of tasks that are submitted and not consumed
	 * @param submit submits the task for an item
	 */
	SlidingMap(Waiter waiter, Iterator<? extends A> items, int window, Function<A, TaskFuture<R>> submit) {
		super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
		this.waiter = waiter;
		this.items = items;
		this.window = window;
		this.submit = submit;
	}

	@Override
	public boolean tryAdvance(Consumer<? super RayTaskFuture<R>> action) {
		while (this.open < this.window && this.items.hasNext()) {
			TaskFuture<R> future = this.submit.apply(this.items.next());
			future.whenEnded(() -> this.ended.add(future));
			this.open++;
		}
		if (this.open == 0) {
			return false;
		}
		RayTaskFuture<R> next = next();
		this.open--;
		action.accept(next);
		return true;
	}

	private RayTaskFuture<R> next() {
		try {
			return TimedWait.withoutLimit((nanos) -> this.ended.take(this.waiter, nanos));
		}
		catch (InterruptedException ex) {
			throw InterruptedWaitException.of("tasks", ex);
		}
	}

}
