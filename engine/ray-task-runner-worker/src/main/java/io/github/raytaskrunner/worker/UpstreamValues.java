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

package io.github.raytaskrunner.worker;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.wire.ResultFrame;
import io.github.raytaskrunner.wire.ResultFrame.Entry;

/**
 * Values that are arguments of a call, and are read by the attempts that it runs. For use
 * by one thread at a time.
 */
final class UpstreamValues {

	private final Map<Long, Entry> entries = new LinkedHashMap<>();

	/**
	 * The values that were read, as bytes. Those of large values are not copied for each
	 * attempt.
	 */
	private final Map<Long, byte[]> values = new HashMap<>();

	/**
	 * Create new values.
	 * @param indexes index of the argument that holds a value, by the id of its attempt
	 * @param arguments the arguments, some of which may be {@code null}
	 */
	UpstreamValues(Map<Long, Integer> indexes, byte[][] arguments) {
		Map<Integer, Map<Long, Entry>> frames = new HashMap<>();
		indexes.forEach((attempt, index) -> {
			Entry entry = frames.computeIfAbsent(index, (key) -> ResultFrame.of(arguments[key]).byAttempt())
				.get(attempt);
			if (entry == null) {
				throw new IllegalStateException("No value of attempt " + attempt + " came with the call");
			}
			this.entries.put(attempt, entry);
		});
	}

	/**
	 * Return the values that an attempt reads, by the id of their attempt.
	 * @param attempt the attempt
	 * @param sent the values that are not arguments
	 */
	Map<Long, byte[]> of(Attempt attempt, Map<Long, byte[]> sent) {
		Map<Long, byte[]> values = new HashMap<>();
		for (Upstream upstream : attempt.upstreams()) {
			if (upstream instanceof Upstream.Value value) {
				byte[] bytes = sent.get(value.attempt());
				values.put(value.attempt(), (bytes != null) ? bytes : argument(value.attempt()));
			}
		}
		return values;
	}

	private byte[] argument(long attempt) {
		return this.values.computeIfAbsent(attempt, (id) -> {
			Entry entry = this.entries.get(id);
			if (entry == null) {
				throw new IllegalStateException("The value of attempt " + id + " did not come");
			}
			return entry.copy();
		});
	}

	/**
	 * Return all values in the order of their places.
	 */
	List<Entry> all() {
		return List.copyOf(this.entries.values());
	}

}
