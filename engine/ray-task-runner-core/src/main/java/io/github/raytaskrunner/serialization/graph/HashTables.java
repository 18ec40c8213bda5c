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

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Hash tables that are filled anew where they arrive. Keys that were changed while they
 * were in a table may have become equal: the table that was sent still has both.
 */
final class HashTables {

	private HashTables() {
	}

	/**
	 * Return what has to be in the fields of a {@link HashMap} that has no table yet, so
	 * that it gets one as large as it had: its order depends on that. It does not heed it
	 * when it reads itself.
	 * @param shape its fields
	 * @param data what it wrote
	 * @return the data with these values
	 */
	static SerialData sized(FieldShape shape, SerialData data) {
		@Nullable Object[] values = Objects.requireNonNull(data.fieldValues()).clone();
		values[shape.indexOf("threshold")] = new ByteSource(data.bytes(), 0).readInt();
		return new SerialData(values, data.objects(), data.bytes());
	}

	/**
	 * Put entries into a map.
	 * @param map the map, which is empty
	 * @param entries keys and values in turn
	 */
	static void fill(Map<@Nullable Object, @Nullable Object> map, @Nullable Object[] entries) {
		for (int i = 0; i + 1 < entries.length; i += 2) {
			map.put(entries[i], entries[i + 1]);
		}
		requireSize(map, map.size() * 2, entries.length);
	}

	/**
	 * Fail if a table has not as much as the one that was sent.
	 * @param object any object
	 * @param owner the class whose part of it was filled
	 * @param written number of objects that this part wrote
	 */
	static void requireWhole(Object object, Class<?> owner, int written) {
		if (owner == HashMap.class && object instanceof Map<?, ?> map) {
			requireSize(map, map.size() * 2, written);
		}
		else if (owner == HashSet.class && object instanceof Set<?> set) {
			requireSize(set, set.size(), written);
		}
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
