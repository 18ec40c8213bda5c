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

package io.github.raytaskrunner.caching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Tasks with equal cache keys that are in flight: one of them runs, the others wait for
 * its value. Safe for use by several threads.
 */
final class Flight {

	private final CacheEntry entry;

	private final Deque<CachedTask> waiting = new ArrayDeque<>();

	private boolean landed;

	private @Nullable FlightValue value;

	Flight(CachedTask first, CacheEntry entry) {
		this.waiting.add(first);
		this.entry = entry;
	}

	/**
	 * Return where the value is kept.
	 * @return the entry of the cache
	 */
	CacheEntry entry() {
		return this.entry;
	}

	/**
	 * Let another task wait for the value.
	 * @param task the task
	 * @return whether it waits: else the flight is over
	 */
	synchronized boolean join(CachedTask task) {
		return !this.landed && this.waiting.add(task);
	}

	/**
	 * Note that the task that ran has a value.
	 * @param value the value
	 */
	synchronized void completed(FlightValue value) {
		this.value = value;
	}

	/**
	 * Return the value if there is one for which tasks wait.
	 * @return the value, or {@code null}
	 */
	synchronized @Nullable FlightValue wanted() {
		return this.waiting.isEmpty() ? null : this.value;
	}

	/**
	 * Note that a value is gone.
	 * @param lost the value
	 * @return whether that is new
	 */
	synchronized boolean lost(FlightValue lost) {
		boolean first = this.value == lost;
		if (first) {
			this.value = null;
		}
		return first;
	}

	/**
	 * Return the tasks that wait, which do not any more.
	 * @return the tasks
	 */
	synchronized List<CachedTask> takeWaiting() {
		List<CachedTask> taken = new ArrayList<>(this.waiting);
		this.waiting.clear();
		return taken;
	}

	/**
	 * Return the task that is to run now. If there is none, the flight is over.
	 * @return the task, which waits no more, or {@code null}
	 */
	synchronized @Nullable CachedTask next() {
		CachedTask next = this.waiting.poll();
		this.landed = next == null;
		return next;
	}

	/**
	 * End the flight: nobody can join it any more.
	 */
	synchronized void land() {
		this.landed = true;
	}

}
