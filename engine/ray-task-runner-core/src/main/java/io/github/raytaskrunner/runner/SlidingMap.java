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

import java.util.Collections;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.waiting.TimedWait;
import org.jspecify.annotations.Nullable;

/**
 * Submits items when the stream of their futures is consumed that far, so that any number
 * of items needs the memory of a few.
 *
 * @param <A> the type of the items
 * @param <R> the type of the values
 */
abstract class SlidingMap<A extends @Nullable Object, R extends @Nullable Object>
		extends AbstractSpliterator<RayTaskFuture<R>> {

	/**
	 * How long items are asked for although a task has ended. If they come fast there are
	 * many by then, and tiny tasks run many at a time.
	 */
	private static final long MAX_FILL_NANOS = 10_000_000;

	private final int window;

	private Iterator<? extends A> items;

	private int open;

	private boolean slow;

	/**
	 * Create a new spliterator.
	 * @param items the items
	 * @param window largest number of items that are submitted and not consumed
	 */
	SlidingMap(Iterator<? extends A> items, int window) {
		super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
		this.items = items;
		this.window = window;
	}

	/**
	 * Return a stream of the futures.
	 * @return the stream, of which there is one only
	 */
	final Stream<RayTaskFuture<R>> stream() {
		return StreamSupport.stream(this, false).onClose(this::close);
	}

	@Override
	public final boolean tryAdvance(Consumer<? super RayTaskFuture<R>> action) {
		submit();
		if (this.open == 0) {
			close();
			return false;
		}
		RayTaskFuture<R> next = next();
		this.open--;
		action.accept(next);
		return true;
	}

	private void submit() {
		long start = System.nanoTime();
		try {
			while (this.open < this.window && !(this.slow && hasEnded()) && this.items.hasNext()) {
				submit(this.items.next());
				this.open++;
				this.slow = System.nanoTime() - start > MAX_FILL_NANOS;
			}
		}
		catch (Throwable ex) {
			refuse(ex);
			throw ex;
		}
	}

	private RayTaskFuture<R> next() {
		try {
			return TimedWait.withoutLimit(this::take);
		}
		catch (InterruptedException ex) {
			throw InterruptedWaitException.of("tasks", ex);
		}
	}

	/**
	 * Submit an item.
	 * @param item the item
	 */
	abstract void submit(A item);

	/**
	 * Return whether there is a future to be taken without waiting for it.
	 * @return whether a task has ended
	 */
	abstract boolean hasEnded();

	/**
	 * Take the future of the task that has ended first, and wait for it if there is none.
	 * @param nanos longest time to wait in nanoseconds
	 * @return the future
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	abstract RayTaskFuture<R> take(long nanos) throws TimeoutException, InterruptedException;

	/**
	 * Submit no more items, as one was not accepted.
	 * @param reason why
	 */
	void refuse(Throwable reason) {
		close();
	}

	/**
	 * Submit no more items.
	 */
	void close() {
		this.items = Collections.emptyIterator();
	}

}
