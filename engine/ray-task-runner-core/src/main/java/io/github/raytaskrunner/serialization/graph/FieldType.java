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

import java.nio.ByteBuffer;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How the value of a field is written: a primitive one in place, any other as an object.
 */
enum FieldType {

	/** {@code boolean}. */
	BOOLEAN(boolean.class, Boolean.class, 1, false) {

		@Override
		void write(GraphWriter writer, @Nullable Object value) {
			writer.sink().writeByte(((boolean) required(value)) ? 1 : 0);
		}

		@Override
		Object read(GraphReader reader) {
			return reader.source().readByte() != 0;
		}

		@Override
		void write(Object array, ByteBuffer target) {
			for (boolean value : (boolean[]) array) {
				target.put((byte) ((value) ? 1 : 0));
			}
		}

		@Override
		void read(ByteBuffer source, Object array) {
			boolean[] values = (boolean[]) array;
			for (int i = 0; i < values.length; i++) {
				values[i] = source.get() != 0;
			}
		}

	},

	/** {@code byte}. */
	BYTE(byte.class, Byte.class, 1, (byte) 0) {

		@Override
		void write(GraphWriter writer, @Nullable Object value) {
			writer.sink().writeByte((byte) required(value));
		}

		@Override
		Object read(GraphReader reader) {
			return reader.source().readByte();
		}

		@Override
		void write(Object array, ByteBuffer target) {
			target.put((byte[]) array);
		}

		@Override
		void read(ByteBuffer source, Object array) {
			source.get((byte[]) array);
		}

	},

	/** {@code char}. */
	CHAR(char.class, Character.class, 2, (char) 0) {

		@Override
		void write(GraphWriter writer, @Nullable Object value) {
			writer.sink().writeShort((char) required(value));
		}

		@Override
		Object read(GraphReader reader) {
			return (char) reader.source().readShort();
		}

		@Override
		void write(Object array, ByteBuffer target) {
			target.asCharBuffer().put((char[]) array);
		}

		@Override
		void read(ByteBuffer source, Object array) {
			source.asCharBuffer().get((char[]) array);
		}

	},

	/** {@code short}. */
	SHORT(short.class, Short.class, 2, (short) 0) {

		@Override
		void write(GraphWriter writer, @Nullable Object value) {
			writer.sink().writeShort((short) required(value));
		}

		@Override
		Object read(GraphReader reader) {
			return reader.source().readShort();
		}

		@Override
		void write(Object array, ByteBuffer target) {
			target.asShortBuffer().put((short[]) array);
		}

		@Override
		void read(ByteBuffer source, Object array) {
			source.asShortBuffer().get((short[]) array);
		}

	},

	/** {@code int}. */
	INT(int.class, Integer.class, 4, 0) {

		@Override
		void write(GraphWriter writer, @Nullable Object value) {
			writer.sink().writeInt((int) required(value));
		}

		@Override
		Object read(GraphReader reader) {
			return reader.source().readInt();
		}

		@Override
		void write(Object array, ByteBuffer target) {
			target.asIntBuffer().put((int[]) array);
		}

		@Override
		void read(ByteBuffer source, Object array) {
			source.asIntBuffer().get((int[]) array);
		}

	},

	/** {@code long}. */
	LONG(long.class, Long.class, 8, 0L) {

		@Override
		void write(GraphWriter writer, @Nullable Object value) {
			writer.sink().writeLong((long) required(value));
		}

		@Override
		Object read(GraphReader reader) {
			return reader.source().readLong();
		}

		@Override
		void write(Object array, ByteBuffer target) {
			target.asLongBuffer().put((long[]) array);
		}

		@Override
		void read(ByteBuffer source, Object array) {
			source.asLongBuffer().get((long[]) array);
		}

	},

	/** {@code float}. */
	FLOAT(float.class, Float.class, 4, 0F) {

		@Override
		void write(GraphWriter writer, @Nullable Object value) {
			writer.sink().writeInt(Float.floatToRawIntBits((float) required(value)));
		}

		@Override
		Object read(GraphReader reader) {
			return Float.intBitsToFloat(reader.source().readInt());
		}

		@Override
		void write(Object array, ByteBuffer target) {
			target.asFloatBuffer().put((float[]) array);
		}

		@Override
		void read(ByteBuffer source, Object array) {
			source.asFloatBuffer().get((float[]) array);
		}

	},

	/** {@code double}. */
	DOUBLE(double.class, Double.class, 8, 0D) {

		@Override
		void write(GraphWriter writer, @Nullable Object value) {
			writer.sink().writeLong(Double.doubleToRawLongBits((double) required(value)));
		}

		@Override
		Object read(GraphReader reader) {
			return Double.longBitsToDouble(reader.source().readLong());
		}

		@Override
		void write(Object array, ByteBuffer target) {
			target.asDoubleBuffer().put((double[]) array);
		}

		@Override
		void read(ByteBuffer source, Object array) {
			source.asDoubleBuffer().get((double[]) array);
		}

	},

	/** Any class, interface or array. */
	OBJECT(Object.class, Object.class, 1, null) {

		@Override
		void write(GraphWriter writer, @Nullable Object value) throws Exception {
			writer.writeValue(value);
		}

		@Override
		@Nullable Object read(GraphReader reader) throws Exception {
			return reader.readValue();
		}

	};

	private static final Map<Class<?>, FieldType> PRIMITIVES = Map.of(boolean.class, BOOLEAN, byte.class, BYTE,
			char.class, CHAR, short.class, SHORT, int.class, INT, long.class, LONG, float.class, FLOAT, double.class,
			DOUBLE);

	private final Class<?> type;

	private final Class<?> box;

	private final int size;

	private final @Nullable Object initial;

	FieldType(Class<?> type, Class<?> box, int size, @Nullable Object initial) {
		this.type = type;
		this.box = box;
		this.size = size;
		this.initial = initial;
	}

	static FieldType of(Class<?> type) {
		return PRIMITIVES.getOrDefault(type, OBJECT);
	}

	/**
	 * Return the primitive type that a class boxes.
	 * @param box the class
	 * @return the type, or {@code null} if it boxes none
	 */
	static @Nullable FieldType boxedBy(Class<?> box) {
		for (FieldType type : values()) {
			if (type.box == box && type.isPrimitive()) {
				return type;
			}
		}
		return null;
	}

	/**
	 * Return how many bytes a value takes at least.
	 * @return the number of bytes
	 */
	int size() {
		return this.size;
	}

	boolean isPrimitive() {
		return this.type.isPrimitive();
	}

	/**
	 * Return what a field holds that nobody set.
	 * @return zero, {@code false} or {@code null}
	 */
	@Nullable Object initial() {
		return this.initial;
	}

	abstract void write(GraphWriter writer, @Nullable Object value) throws Exception;

	abstract @Nullable Object read(GraphReader reader) throws Exception;

	/**
	 * Write an array of such values.
	 * @param array the array
	 * @param target takes the bytes
	 */
	void write(Object array, ByteBuffer target) {
		throw new IllegalArgumentException("no array of primitives");
	}

	/**
	 * Read an array of such values.
	 * @param source gives the bytes
	 * @param array takes the values
	 */
	void read(ByteBuffer source, Object array) {
		throw new IllegalArgumentException("no array of primitives");
	}

	private static Object required(@Nullable Object value) {
		if (value == null) {
			throw new IllegalStateException("A primitive field has no value");
		}
		return value;
	}

}
