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

package io.github.raytaskrunner.waiting;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * Queue whose consumers wait as those who wait for a task do, so that a task which
 * consumes it does not occupy its slot meanwhile. Safe for use by several threads.
 *
 * @param <T> the type of what arrives
 */
public final class ArrivalQueue<T> {

	private final Queue<T> arrived = new ArrayDeque<>();

	private CompletableFuture<?> arrival = new CompletableFuture<>();

	/**
	 * Add something. Takes no time and calls nobody.
	 * @param item what has arrived
	 */
	public void add(T item) {
		CompletableFuture<?> arrival;
		synchronized (this.arrived) {
			this.arrived.add(item);
			arrival = this.arrival;
		}
		arrival.complete(null);
	}

	/**
	 * Return whether nothing has arrived that was not taken.
	 * @return whether who takes something waits for it
	 */
	public boolean isEmpty() {
		synchronized (this.arrived) {
			return this.arrived.isEmpty();
		}
	}

	/**
	 * Take what has arrived first, and wait for it if there is nothing.
	 * @param waiter waits on behalf of the caller
	 * @param nanos longest time to wait in nanoseconds
	 * @return what has arrived first
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public T take(Waiter waiter, long nanos) throws TimeoutException, InterruptedException {
		Deadline deadline = Deadline.ofNanos(nanos);
		while (true) {
			CompletableFuture<?> arrival;
			synchronized (this.arrived) {
				T next = this.arrived.poll();
				if (next != null) {
					return next;
				}
				if (this.arrival.isDone()) {
					this.arrival = new CompletableFuture<>();
				}
				arrival = this.arrival;
			}
			waiter.await(arrival, deadline.remainingNanos());
		}
	}

}
