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

import java.util.Map;
import java.util.TreeMap;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.serialization.ChunkResult;
import io.github.raytaskrunner.serialization.Records;
import org.jspecify.annotations.Nullable;

/**
 * What the items of a group have ended with which ended together. Guarded by the lock of
 * the scheduler.
 */
final class GroupOutcomes {

	private final TreeMap<Integer, Outcome> outcomes = new TreeMap<>();

	private boolean closed;

	/**
	 * Keep the results of a chunk.
	 * @param first index of the first item
	 * @param results the results
	 */
	void add(int first, Records results) {
		if (!this.closed && results.count() > 0) {
			this.outcomes.put(first, new Outcome(first, results.count(), results, Task.COMPLETED));
		}
	}

	/**
	 * Keep the state of items that never ran.
	 * @param first index of the first one
	 * @param count number of items
	 * @param state the state
	 */
	void add(int first, int count, TaskState state) {
		if (!this.closed) {
			this.outcomes.put(first, new Outcome(first, count, null, state));
		}
	}

	/**
	 * Return the state of an item.
	 * @param index index of an item that ended with others
	 * @return the state, or {@code null} if it was forgotten
	 */
	@Nullable TaskState state(int index) {
		Outcome outcome = find(index);
		return (outcome != null) ? outcome.state : null;
	}

	/**
	 * Return the value of an item.
	 * @param index index of an item that completed with others
	 * @return the serialized value, or {@code null} if it was forgotten
	 */
	byte @Nullable [] value(int index) {
		Outcome outcome = find(index);
		if (outcome == null || outcome.results == null
				|| outcome.results.mark(index - outcome.first) != ChunkResult.COMPLETED) {
			return null;
		}
		return outcome.results.content(index - outcome.first);
	}

	private @Nullable Outcome find(int index) {
		Map.Entry<Integer, Outcome> entry = this.outcomes.floorEntry(index);
		Outcome outcome = (entry != null) ? entry.getValue() : null;
		return (outcome != null && index - outcome.first < outcome.count) ? outcome : null;
	}

	/**
	 * Note that nobody asks for an item here any more.
	 * @param index its index
	 */
	void forget(int index) {
		Outcome outcome = find(index);
		if (outcome != null && ++outcome.forgotten == outcome.count) {
			this.outcomes.remove(outcome.first);
		}
	}

	/**
	 * Note that nobody asks for anything here any more.
	 */
	void close() {
		this.closed = true;
		this.outcomes.clear();
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * What items beside each other have ended with.
	 */
	private static final class Outcome {

		private final int first;

		private final int count;

		private final @Nullable Records results;

		private final TaskState state;

		private int forgotten;

		Outcome(int first, int count, @Nullable Records results, TaskState state) {
			this.first = first;
			this.count = count;
			this.results = results;
			this.state = state;
		}

	}

}
