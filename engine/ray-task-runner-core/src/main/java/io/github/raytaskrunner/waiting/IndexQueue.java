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

import java.util.concurrent.TimeoutException;

/**
 * Indexes of the tasks of a group in the order in which they end. May be told of them by
 * any thread, and is for one that takes them.
 */
public final class IndexQueue implements AwaitableGroup.Arrivals {

	private final ArrivalQueue<Range> ended = new ArrivalQueue<>();

	private int next;

	private int end;

	@Override
	public void ended(int first, int count) {
		this.ended.add(new Range(first, count));
	}

	/**
	 * Return whether no task has ended whose index was not taken.
	 * @return whether who takes one waits for it
	 */
	public boolean isEmpty() {
		return this.next == this.end && this.ended.isEmpty();
	}

	/**
	 * Take the index of the task that has ended first, and wait for it if there is none.
	 * @param waiter waits on behalf of the caller
	 * @param nanos longest time to wait in nanoseconds
	 * @return the index
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public int take(Waiter waiter, long nanos) throws TimeoutException, InterruptedException {
		if (this.next == this.end) {
			Range range = this.ended.take(waiter, nanos);
			this.next = range.first();
			this.end = range.first() + range.count();
		}
		return this.next++;
	}

	private record Range(int first, int count) {

	}

}
