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
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.futures.TaskFuture;
import io.github.raytaskrunner.waiting.ArrivalQueue;
import io.github.raytaskrunner.waiting.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Submits each item as a task that stands alone.
 *
 * @param <A> the type of the items
 * @param <R> the type of the values
 */
final class TaskStream<A extends @Nullable Object, R extends @Nullable Object> extends SlidingMap<A, R> {

	private final ArrivalQueue<RayTaskFuture<R>> ended = new ArrivalQueue<>();

	private final Waiter waiter;

	private final Function<A, TaskFuture<R>> submit;

	/**
	 * Create a new spliterator.
	 * @param waiter waits for tasks
	 * @param items the items
	 * @param window largest number of tasks that are submitted and not consumed
	 * @param submit submits the task for an item
	 */
	TaskStream(Waiter waiter, Iterator<? extends A> items, int window, Function<A, TaskFuture<R>> submit) {
		super(items, window);
		this.waiter = waiter;
		this.submit = submit;
	}

	@Override
	void submit(A item) {
		TaskFuture<R> future = this.submit.apply(item);
		future.whenEnded(() -> this.ended.add(future));
	}

	@Override
	boolean hasEnded() {
		return !this.ended.isEmpty();
	}

	@Override
	RayTaskFuture<R> take(long nanos) throws TimeoutException, InterruptedException {
		return this.ended.take(this.waiter, nanos);
	}

}
