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

import java.io.OptionalDataException;
import java.lang.invoke.MethodHandle;
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

import org.jspecify.annotations.Nullable;

/**
 * For hash tables. Their order depends on how large they are, and when they read
 * themselves they take a size of their own; entries are lost where keys have become
 * equal. Where order does not depend on the table, or a class does something else when it
 * is filled, all that is done is to see whether nothing is lost.
 */
class TableReading extends SerialReading {

	private TableReading(MethodHandle readObject) {
		super(readObject);
	}

	/**
	 * Say whether a class is that of hash tables which read themselves.
	 * @param owner the class that declares a part of an object
	 * @return whether it is
	 */
	static boolean isTable(Class<?> owner) {
		return owner == HashMap.class || owner == HashSet.class || owner == Hashtable.class;
	}

	/**
	 * Return how tables read themselves.
	 * @param type their class
	 * @param owner the class that declares the part that is a table
	 * @param readObject the method of that class
	 * @return how they do
	 */
	static TableReading of(Class<?> type, Class<?> owner, MethodHandle readObject) {
		if (owner == HashSet.class) {
			return LinkedHashSet.class.isAssignableFrom(type) ? new TableReading(readObject) : new OfSet(readObject);
		}
		if (Properties.class.isAssignableFrom(type)) {
			return isPutOf(Properties.class, type) ? new OfProperties(readObject) : new TableReading(readObject);
		}
		if (owner == Hashtable.class) {
			return new OfHashtable(readObject);
		}
		return (!LinkedHashMap.class.isAssignableFrom(type) && isPutOf(HashMap.class, type)) ? new OfMap(readObject)
				: new TableReading(readObject);
	}

	private static boolean isPutOf(Class<?> owner, Class<?> type) {
		try {
			return type.getMethod("put", Object.class, Object.class).getDeclaringClass() == owner;
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	void read(SerialLevel level, Object object, SerialData data, SerialInput input) throws Exception {
		readObject(level, object, data, input);
		requireWhole(object, data);
	}

	private static void requireWhole(Object table, SerialData data) {
		int size = (table instanceof Map<?, ?> map) ? map.size() * 2 : ((Collection<?>) table).size();
		HashTables.requireSize(table, size, data.objects().length);
	}

	/**
	 * Is given its size by the field that has it while there is no table yet, which it
	 * does not heed when it reads itself, and filled by its {@code put}.
	 */
	private static final class OfMap extends TableReading {

		private OfMap(MethodHandle readObject) {
			super(readObject);
		}

		@Override
		void read(SerialLevel level, Object object, SerialData data, SerialInput input) throws Exception {
			@Nullable Object[] values = Objects.requireNonNull(data.fieldValues()).clone();
			values[level.shape().indexOf("threshold")] = new ByteSource(data.bytes(), 0).readInt();
			SerialData sized = new SerialData(values, data.objects(), data.bytes());
			input.run(level, object, sized, SerialInput::defaultReadObject);
			HashTables.fill(object, data.objects());
		}

	}

	/**
	 * Are told as many entries as make their table as large as it was, some of them twice
	 * or not all, and filled by their {@code put}.
	 */
	private static final class OfProperties extends TableReading {

		private OfProperties(MethodHandle readObject) {
			super(readObject);
		}

		@Override
		void read(SerialLevel level, Object object, SerialData data, SerialInput input) throws Exception {
			@Nullable Object[] entries = reversed(data.objects());
			readObject(level, object, (entries.length > 0) ? sized(entries, data) : data, input);
			HashTables.fill(object, entries);
		}

		// the order they have is not the one they are written in
		private static @Nullable Object[] reversed(@Nullable Object[] written) {
			@Nullable Object[] entries = new Object[written.length];
			for (int i = 0; i < entries.length; i++) {
				entries[i] = written[entries.length - 2 - i + 2 * (i % 2)];
			}
			return entries;
		}

		private static SerialData sized(@Nullable Object[] entries, SerialData data) {
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

	}

	/**
	 * Is told the number of elements that makes its table as large as it was. There are
	 * fewer, which it notices at the end.
	 */
	private abstract static class Counted extends TableReading {

		private Counted(MethodHandle readObject) {
			super(readObject);
		}

		/**
		 * Return the number of elements to tell.
		 * @param length how large the table was, which is written first
		 * @param written what else is written, up to the number of elements
		 * @param data all that is written
		 * @param shape the fields
		 */
		abstract int count(int length, ByteSource written, SerialData data, FieldShape shape);

		@Override
		void read(SerialLevel level, Object object, SerialData data, SerialInput input) throws Exception {
			ByteSource written = new ByteSource(data.bytes(), 0);
			int count = count(written.readInt(), written, data, level.shape());
			ByteSink sink = new ByteSink(data.bytes().length);
			sink.writeBytes(data.bytes(), 0, data.bytes().length - Integer.BYTES);
			sink.writeInt(Math.max(written.readInt(), count));
			try {
				readObject(level, object, new SerialData(data.fieldValues(), data.objects(), sink.toByteArray()),
						input);
			}
			catch (OptionalDataException ex) {
				// there were fewer than it was told
			}
			requireWhole(object, data);
		}

	}

	private static final class OfSet extends Counted {

		private static final float MIN_LOAD_FACTOR = 0.25F;

		private OfSet(MethodHandle readObject) {
			super(readObject);
		}

		@Override
		int count(int length, ByteSource written, SerialData data, FieldShape shape) {
			float loadFactor = Float.intBitsToFloat(written.readInt());
			return (int) Math.ceil(length * Math.max(MIN_LOAD_FACTOR, loadFactor));
		}

	}

	private static final class OfHashtable extends Counted {

		private OfHashtable(MethodHandle readObject) {
			super(readObject);
		}

		@Override
		int count(int length, ByteSource written, SerialData data, FieldShape shape) {
			Object loadFactor = Objects.requireNonNull(data.fieldValues())[shape.indexOf("loadFactor")];
			return (int) ((length - 1) * (float) Objects.requireNonNull(loadFactor));
		}

	}

}
