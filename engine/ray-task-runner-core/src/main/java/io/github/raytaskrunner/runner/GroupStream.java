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
import java.util.Collections;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;

import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.waiting.IndexQueue;
import io.github.raytaskrunner.waiting.TimedWait;
import io.github.raytaskrunner.waiting.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Submits an item of a group when the stream of the futures is consumed that far, so that
 * any number of items needs the memory of a few.
 *
 * @param <A> the type of the items
 * @param <R> the type of the values
 */
final class GroupStream<A extends @Nullable Object, R extends @Nullable Object>
		extends AbstractSpliterator<RayTaskFuture<R>> {

	private final IndexQueue ended = new IndexQueue();

	private final Waiter waiter;

	private Iterator<? extends A> items;

	private final int window;

	private final Consumer<A> submit;

	private final GroupSubmitter<R> group;

	private int open;

	/**
	 * Create a new spliterator.
	 * @param waiter waits for tasks
	 * @param items the items
	 * @param window largest number of items that are submitted and not consumed
	 * @param submit submits an item to the group
	 * @param group the group
	 */
	GroupStream(Waiter waiter, Iterator<? extends A> items, int window, Consumer<A> submit, GroupSubmitter<R> group) {
		super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
		this.waiter = waiter;
		this.items = items;
		this.window = window;
		this.submit = submit;
		this.group = group;
		group.whenEnded(this.ended);
	}

	@Override
	public boolean tryAdvance(Consumer<? super RayTaskFuture<R>> action) {
		submit();
		if (this.open == 0) {
			this.group.close();
			return false;
		}
		action.accept(take());
		return true;
	}

	private void submit() {
		try {
			while (this.open < this.window && this.items.hasNext()) {
				this.submit.accept(this.items.next());
				this.open++;
			}
		}
		catch (Throwable ex) {
			this.items = Collections.emptyIterator();
			this.group.refuse(ex);
			throw ex;
		}
	}

	/**
	 * Submit no more items.
	 */
	void close() {
		this.items = Collections.emptyIterator();
		this.group.close();
	}

	private RayTaskFuture<R> take() {
		try {
			int index = next();
			this.open--;
			return this.group.take(index);
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

	private int next() {
		try {
			return TimedWait.withoutLimit((nanos) -> this.ended.take(this.waiter, nanos));
		}
		catch (InterruptedException ex) {
			throw InterruptedWaitException.of("tasks", ex);
		}
	}

}
