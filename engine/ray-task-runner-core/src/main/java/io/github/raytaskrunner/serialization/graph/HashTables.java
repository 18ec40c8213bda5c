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

package io.github.raytaskrunner.serialization.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.PriorityBlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * Hash tables that are filled anew where they arrive. Keys that were changed while they
 * were in a table may have become equal: the table that was sent still has both.
 */
final class HashTables {

	private HashTables() {
	}

	/**
	 * Make a table empty that would else be filled a second time. All others begin anew
	 * when they read themselves.
	 * @param owner the class whose part of it is filled
	 * @param object any object
	 */
	static void clear(Class<?> owner, Object object) {
		if (owner == PriorityBlockingQueue.class) {
			((Collection<?>) object).clear();
		}
		else if (owner == ConcurrentSkipListMap.class || owner == HashMap.class) {
			((Map<?, ?>) object).clear();
		}
	}

	/**
	 * Put entries into a map.
	 * @param map the map, which holds some of them or nothing
	 * @param entries keys and values in turn
	 */
	@SuppressWarnings("unchecked") // it is what it is
	static void fill(Object map, @Nullable Object[] entries) {
		Map<@Nullable Object, @Nullable Object> filled = (Map<@Nullable Object, @Nullable Object>) map;
		for (int i = 0; i + 1 < entries.length; i += 2) {
			filled.put(entries[i], entries[i + 1]);
		}
		requireSize(map, filled.size() * 2, entries.length);
	}

	/**
	 * Fail if a table has not as much as the one that was sent.
	 * @param table the table
	 * @param size number of objects in it
	 * @param written number of those that were written
	 */
	static void requireSize(Object table, int size, int written) {
		if (size != written) {
			throw new UnreadableException("keys of a " + table.getClass().getName() + " have become equal since they "
					+ "were put there, so that one would be lost; do not change keys");
		}
	}

}
