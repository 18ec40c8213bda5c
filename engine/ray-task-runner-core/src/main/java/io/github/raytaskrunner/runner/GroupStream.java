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

import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.waiting.IndexQueue;
import io.github.raytaskrunner.waiting.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Submits the items of a group.
 *
 * @param <A> the type of the items
 * @param <R> the type of the values
 */
final class GroupStream<A extends @Nullable Object, R extends @Nullable Object> extends SlidingMap<A, R> {

	private final IndexQueue ended = new IndexQueue();

	private final Waiter waiter;

	private final Consumer<A> submit;

	private final GroupSubmitter<R> group;

	/**
	 * Create a new spliterator.
	 * @param waiter waits for tasks
	 * @param items the items
	 * @param window largest number of items that are submitted and not consumed
	 * @param submit submits an item to the group
	 * @param group the group
	 */
	GroupStream(Waiter waiter, Iterator<? extends A> items, int window, Consumer<A> submit, GroupSubmitter<R> group) {
		super(items, window);
		this.waiter = waiter;
		this.submit = submit;
		this.group = group;
		group.whenEnded(this.ended);
	}

	@Override
	void submit(A item) {
		this.submit.accept(item);
	}

	@Override
	boolean hasEnded() {
		return !this.ended.isEmpty();
	}

	@Override
	RayTaskFuture<R> take(long nanos) throws TimeoutException, InterruptedException {
		try {
			return this.group.take(this.ended.take(this.waiter, nanos));
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

	@Override
	void refuse(Throwable reason) {
		this.group.refuse(reason);
		super.refuse(reason);
	}

	@Override
	void close() {
		super.close();
		this.group.close();
	}

}
