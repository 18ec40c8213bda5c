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

package io.github.raytaskrunner.scheduling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.raytaskrunner.ResultCache;
import org.jspecify.annotations.Nullable;

/**
 * Tasks with equal cache keys that are in flight: one of them runs, the others wait for
 * its value. Safe for use by several threads.
 */
final class Flight {

	private final CacheKey key;

	private final ResultCache cache;

	private final Deque<CachedTask> waiting = new ArrayDeque<>();

	private boolean lookedUp;

	private boolean landed;

	private byte @Nullable [] value;

	Flight(CachedTask first, CacheKey key, ResultCache cache) {
		this.waiting.add(first);
		this.key = key;
		this.cache = cache;
	}

	CacheKey key() {
		return this.key;
	}

	ResultCache cache() {
		return this.cache;
	}

	/**
	 * Let another task wait for the value.
	 * @param task the task
	 * @return whether it waits: else there is a value, or the flight is over
	 */
	synchronized boolean join(CachedTask task) {
		if (this.landed || this.value != null) {
			return false;
		}
		return this.waiting.add(task);
	}

	/**
	 * Note that the look-up has ended, or has taken too long.
	 * @return whether that is new
	 */
	synchronized boolean lookedUp() {
		boolean first = !this.lookedUp;
		this.lookedUp = true;
		return first;
	}

	/**
	 * Return the value if there is one already.
	 * @return the value, or {@code null}
	 */
	synchronized byte @Nullable [] value() {
		return this.value;
	}

	/**
	 * Note that there is a value.
	 * @param value the value
	 * @return the tasks that have waited for it
	 */
	synchronized List<CachedTask> arrive(byte[] value) {
		this.value = value;
		List<CachedTask> arrived = new ArrayList<>(this.waiting);
		this.waiting.clear();
		return arrived;
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

}
