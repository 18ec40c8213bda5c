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

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/**
 * The formats of values without references that the language knows: text, boxed numbers,
 * classes and arrays of primitives.
 */
final class PlainFormats {

	private PlainFormats() {
	}

	/**
	 * Return the format of a class.
	 * @param type the class
	 * @param formats loads classes
	 * @return the format, or {@code null} if it is no such class
	 */
	static @Nullable Format of(Class<?> type, Formats formats) {
		if (type == String.class) {
			return new TextFormat();
		}
		if (type == Class.class) {
			return new ClassFormat(formats);
		}
		if (type.isArray()) {
			FieldType component = FieldType.of(type.getComponentType());
			return (component.isPrimitive()) ? new PrimitiveArrayFormat(type, component) : null;
		}
		FieldType boxed = FieldType.boxedBy(type);
		return (boxed != null) ? new BoxedFormat(type, boxed) : null;
	}

	private static final class TextFormat extends ValueFormat {

		TextFormat() {
			super(String.class);
		}

		@Override
		boolean isImmutable() {
			return true;
		}

		@Override
		void write(GraphWriter writer, Object object) {
			writer.sink().writeText((String) object);
		}

		@Override
		Object read(GraphReader reader) {
			return reader.source().readText();
		}

	}

	private static final class BoxedFormat extends ValueFormat {

		private final FieldType fieldType;

		BoxedFormat(Class<?> type, FieldType fieldType) {
			super(type);
			this.fieldType = fieldType;
		}

		/**
		 * Numbers are values: their identity means nothing.
		 */
		@Override
		boolean isShared(Object object) {
			return false;
		}

		@Override
		boolean isImmutable() {
			return true;
		}

		@Override
		void write(GraphWriter writer, Object object) throws Exception {
			this.fieldType.write(writer, object);
		}

		@Override
		@SuppressWarnings("NullAway") // no primitive is null
		Object read(GraphReader reader) throws Exception {
			return this.fieldType.read(reader);
		}

	}

	private static final class ClassFormat extends ValueFormat {

		private final Formats formats;

		ClassFormat(Formats formats) {
			super(Class.class);
			this.formats = formats;
		}

		@Override
		boolean isImmutable() {
			return true;
		}

		@Override
		void write(GraphWriter writer, Object object) {
			Class<?> type = (Class<?>) object;
			if (type.isHidden()) {
				throw new RefusedException(object, "the class was generated while this process ran, no other has it");
			}
			try {
				this.formats.requireKnown(type);
			}
			catch (UnsuitableException ex) {
				throw new RefusedException(object, String.valueOf(ex.getMessage()));
			}
			writer.sink().writeText(type.getName());
		}

		@Override
		Object read(GraphReader reader) {
			return this.formats.load(reader.source().readText());
		}

	}

	private static final class PrimitiveArrayFormat extends ValueFormat {

		private final FieldType component;

		PrimitiveArrayFormat(Class<?> type, FieldType component) {
			super(type);
			this.component = component;
		}

		@Override
		void write(GraphWriter writer, Object array) {
			int length = Array.getLength(array);
			int size = Math.multiplyExact(length, this.component.size());
			ByteSink sink = writer.sink();
			sink.writeCount(length);
			if (array instanceof byte[] bytes) {
				sink.writeStableBytes(bytes);
				return;
			}
			this.component.write(array, sink.append(size).order(ByteOrder.LITTLE_ENDIAN));
		}

		@Override
		Object read(GraphReader reader) {
			ByteSource source = reader.source();
			int length = source.readSize(this.component.size());
			if (this.component == FieldType.BYTE) {
				return source.readBytes(length);
			}
			Object array = Array.newInstance(type().getComponentType(), length);
			ByteBuffer bytes = source.next(length * this.component.size()).order(ByteOrder.LITTLE_ENDIAN);
			this.component.read(bytes, array);
			return array;
		}

	}

}
