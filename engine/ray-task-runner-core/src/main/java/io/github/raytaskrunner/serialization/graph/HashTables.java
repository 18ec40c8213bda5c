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

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
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
	 * Return whether a {@link HashMap} may be filled by its {@code put}. Where order does
	 * not depend on the table, or a class does something else when it is filled, it has
	 * to read itself.
	 * @param owner the class whose part of it is filled
	 * @param object any object
	 * @return whether it is such a map
	 */
	static boolean isFilledByPut(Class<?> owner, Object object) {
		return owner == HashMap.class && !(object instanceof LinkedHashMap<?, ?>) && isPutOf(owner, object.getClass());
	}

	/**
	 * Return whether {@link Properties} may be filled by their {@code put}.
	 * @param owner the class whose part of it is filled
	 * @param object any object
	 * @return whether it is such an object
	 */
	static boolean isProperties(Class<?> owner, Object object) {
		return owner == Hashtable.class && object instanceof Properties && isPutOf(Properties.class, object.getClass());
	}

	/**
	 * Return whether an object that reads itself makes its table as large as it has to be
	 * for the number of objects that it is told.
	 * @param owner the class whose part of it is filled
	 * @param object any object
	 * @return whether {@link #counted} makes the table as large as it was
	 */
	static boolean isCounted(Class<?> owner, Object object) {
		return (owner == HashSet.class && !(object instanceof LinkedHashSet<?>))
				|| (owner == Hashtable.class && !(object instanceof Properties));
	}

	private static boolean isPutOf(Class<?> owner, Class<?> type) {
		try {
			return type == owner || type.getMethod("put", Object.class, Object.class).getDeclaringClass() == owner;
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return what a table wrote, with the number of objects that makes it as large as it
	 * was. There are fewer, which it notices at the end.
	 * @param owner the class whose part of it is filled
	 * @param shape its fields
	 * @param data what it wrote
	 * @return the data with another number
	 */
	static SerialData counted(Class<?> owner, FieldShape shape, SerialData data) {
		ByteSource source = new ByteSource(data.bytes(), 0);
		ByteSink sink = new ByteSink(data.bytes().length);
		int length = source.readInt();
		sink.writeInt(length);
		int count;
		if (owner == HashSet.class) {
			float loadFactor = Float.intBitsToFloat(source.readInt());
			sink.writeInt(Float.floatToRawIntBits(loadFactor));
			count = (int) Math.ceil(length * Math.max(0.25F, loadFactor));
		}
		else {
			float loadFactor = (float) Objects
				.requireNonNull(Objects.requireNonNull(data.fieldValues())[shape.indexOf("loadFactor")]);
			count = (int) ((length - 1) * loadFactor);
		}
		sink.writeInt(Math.max(source.readInt(), count));
		return new SerialData(data.fieldValues(), data.objects(), sink.toByteArray());
	}

	/**
	 * Return what properties wrote, in the order they have, which is the other way round.
	 * @param data what they wrote
	 * @return keys and values in turn
	 */
	static @Nullable Object[] entriesOfProperties(SerialData data) {
		int length = data.objects().length;
		@Nullable Object[] entries = new Object[length];
		for (int i = 0; i < length; i++) {
			entries[i] = data.objects()[length - 2 - i + 2 * (i % 2)];
		}
		return entries;
	}

	/**
	 * Return what properties would have written of as many entries as make their table as
	 * large as it was: some of them twice, or not all.
	 * @param entries what they hold
	 * @param data what they wrote
	 * @return the data with another number
	 */
	static SerialData sized(@Nullable Object[] entries, SerialData data) {
		if (entries.length == 0) {
			return data;
		}
		int count = ConcurrentTables.capacity(entries);
		@Nullable Object[] sized = Arrays.copyOf(entries, count * 2);
		for (int i = entries.length; i < sized.length; i++) {
			sized[i] = entries[entries.length - 2 + i % 2];
		}
		ByteSink sink = new ByteSink(data.bytes().length);
		sink.writeInt(count);
		sink.writeInt(count);
		return new SerialData(data.fieldValues(), sized, sink.toByteArray());
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
		else if (owner == Hashtable.class && object instanceof Map<?, ?> map) {
			requireSize(map, map.size() * 2, written);
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
