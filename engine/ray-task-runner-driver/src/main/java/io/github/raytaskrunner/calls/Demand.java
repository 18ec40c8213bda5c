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

package io.github.raytaskrunner.calls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Calls that no lease serves yet, in their order, and how many leases are on their way.
 * Bounded by what the application has in flight. Guarded by the lock of the
 * {@link LeasePool}.
 */
final class Demand {

	private final Map<LeaseKey, Deque<OpenCall>> calls = new LinkedHashMap<>();

	private final Map<LeaseKey, Integer> requested = new HashMap<>();

	void add(OpenCall call) {
		this.calls.computeIfAbsent(call.key(), (key) -> new ArrayDeque<>()).add(call);
	}

	/**
	 * Take the next call for a lease, best one that needs just what the lease has.
	 * @return the call, or {@code null} if the lease serves none
	 */
	@Nullable OpenCall pollFor(LeaseKey lease) {
		OpenCall call = poll(lease);
		if (call != null) {
			return call;
		}
		return this.calls.keySet().stream().filter(lease::serves).findFirst().map(this::poll).orElse(null);
	}

	/**
	 * Take the next call of a key.
	 * @return the call, or {@code null} if there is none
	 */
	@Nullable OpenCall poll(LeaseKey key) {
		Deque<OpenCall> queue = this.calls.get(key);
		if (queue == null) {
			return null;
		}
		OpenCall call = queue.remove();
		if (queue.isEmpty()) {
			this.calls.remove(key);
		}
		return call;
	}

	/**
	 * Take the next call of a key for which no lease is on its way.
	 * @return the call, or {@code null} if there is none
	 */
	@Nullable OpenCall pollUnmet(LeaseKey key) {
		return (count(key) > this.requested.getOrDefault(key, 0)) ? poll(key) : null;
	}

	void remove(OpenCall call) {
		Deque<OpenCall> queue = this.calls.get(call.key());
		if (queue != null && queue.remove(call) && queue.isEmpty()) {
			this.calls.remove(call.key());
		}
	}

	/**
	 * Take all.
	 */
	List<OpenCall> removeAll() {
		List<OpenCall> all = new ArrayList<>();
		this.calls.values().forEach(all::addAll);
		this.calls.clear();
		return all;
	}

	/**
	 * Return the calls for which a lease has to be requested, beside those that were.
	 */
	List<OpenCall> unmet() {
		List<OpenCall> unmet = new ArrayList<>();
		this.calls
			.forEach((key, queue) -> unmet.addAll(last(queue, queue.size() - this.requested.getOrDefault(key, 0))));
		return unmet;
	}

	/**
	 * Return the last elements of a queue, without a look at those before.
	 */
	private static Deque<OpenCall> last(Deque<OpenCall> queue, int count) {
		Deque<OpenCall> last = new ArrayDeque<>();
		Iterator<OpenCall> calls = queue.descendingIterator();
		for (int i = 0; i < count; i++) {
			last.addFirst(calls.next());
		}
		return last;
	}

	/**
	 * Note that a lease was requested.
	 */
	void requested(LeaseKey key) {
		this.requested.merge(key, 1, Integer::sum);
	}

	/**
	 * Note that a lease that was requested has come, or will not.
	 */
	void answered(LeaseKey key) {
		this.requested.computeIfPresent(key, (same, count) -> (count > 1) ? count - 1 : null);
	}

	/**
	 * Say whether a lease is on its way.
	 */
	boolean isRequested() {
		return !this.requested.isEmpty();
	}

	private int count(LeaseKey key) {
		Deque<OpenCall> queue = this.calls.get(key);
		return (queue != null) ? queue.size() : 0;
	}

	boolean isEmpty() {
		return this.calls.isEmpty();
	}

}
