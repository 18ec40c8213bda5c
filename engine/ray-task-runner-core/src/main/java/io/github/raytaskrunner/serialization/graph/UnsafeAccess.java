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

import java.lang.reflect.Field;

import org.jspecify.annotations.Nullable;
import sun.misc.Unsafe;

/**
 * Gets and sets a field of a class of the JDK before JDK 24, which offers no other way.
 */
final class UnsafeAccess implements FieldAccess {

	private static final Unsafe UNSAFE = unsafe();

	private final Class<?> fieldType;

	private final FieldType kind;

	private final long offset;

	@SuppressWarnings("deprecation") // for hidden classes and records
	UnsafeAccess(Field field) {
		this.fieldType = field.getType();
		this.kind = FieldType.of(field.getType());
		this.offset = UNSAFE.objectFieldOffset(field);
	}

	@Override
	public @Nullable Object get(Object object) {
		return switch (this.kind) {
			case BOOLEAN -> UNSAFE.getBoolean(object, this.offset);
			case BYTE -> UNSAFE.getByte(object, this.offset);
			case CHAR -> UNSAFE.getChar(object, this.offset);
			case SHORT -> UNSAFE.getShort(object, this.offset);
			case INT -> UNSAFE.getInt(object, this.offset);
			case LONG -> UNSAFE.getLong(object, this.offset);
			case FLOAT -> UNSAFE.getFloat(object, this.offset);
			case DOUBLE -> UNSAFE.getDouble(object, this.offset);
			case OBJECT -> UNSAFE.getObject(object, this.offset);
		};
	}

	@Override
	@SuppressWarnings("NullAway") // no primitive is null
	public void set(Object object, @Nullable Object value) {
		switch (this.kind) {
			case BOOLEAN -> UNSAFE.putBoolean(object, this.offset, (boolean) value);
			case BYTE -> UNSAFE.putByte(object, this.offset, (byte) value);
			case CHAR -> UNSAFE.putChar(object, this.offset, (char) value);
			case SHORT -> UNSAFE.putShort(object, this.offset, (short) value);
			case INT -> UNSAFE.putInt(object, this.offset, (int) value);
			case LONG -> UNSAFE.putLong(object, this.offset, (long) value);
			case FLOAT -> UNSAFE.putFloat(object, this.offset, (float) value);
			case DOUBLE -> UNSAFE.putDouble(object, this.offset, (double) value);
			// nobody else checks it
			case OBJECT -> UNSAFE.putObject(object, this.offset, this.fieldType.cast(value));
		}
	}

	private static Unsafe unsafe() {
		try {
			Field field = Unsafe.class.getDeclaredField("theUnsafe");
			field.setAccessible(true);
			return (Unsafe) field.get(null);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
