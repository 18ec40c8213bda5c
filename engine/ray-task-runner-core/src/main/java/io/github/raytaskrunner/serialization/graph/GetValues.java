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

import java.io.ObjectInputStream.GetField;
import java.io.ObjectStreamClass;

import org.jspecify.annotations.Nullable;

/**
 * The values that were written of the fields of one class, for its {@code readObject}.
 */
final class GetValues extends GetField {

	private final SerialLevel level;

	private final @Nullable Object @Nullable [] values;

	GetValues(SerialLevel level, @Nullable Object @Nullable [] values) {
		this.level = level;
		this.values = values;
	}

	@Override
	public ObjectStreamClass getObjectStreamClass() {
		return ObjectStreamClass.lookupAny(this.level.type());
	}

	@Override
	public boolean defaulted(String name) {
		int index = this.level.shape().indexOf(name);
		if (index < 0) {
			throw new IllegalArgumentException("no such field " + name);
		}
		return isDefaulted(index);
	}

	private boolean isDefaulted(int index) {
		return this.values == null || !this.level.isWritten(index);
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // null is a value here
	private <T extends @Nullable Object> T value(String name, FieldType type, T otherwise) {
		int index = this.level.shape().indexOf(name, type);
		return (isDefaulted(index)) ? otherwise : (T) this.values[index];
	}

	@Override
	public boolean get(String name, boolean otherwise) {
		return value(name, FieldType.BOOLEAN, otherwise);
	}

	@Override
	public byte get(String name, byte otherwise) {
		return value(name, FieldType.BYTE, otherwise);
	}

	@Override
	public char get(String name, char otherwise) {
		return value(name, FieldType.CHAR, otherwise);
	}

	@Override
	public short get(String name, short otherwise) {
		return value(name, FieldType.SHORT, otherwise);
	}

	@Override
	public int get(String name, int otherwise) {
		return value(name, FieldType.INT, otherwise);
	}

	@Override
	public long get(String name, long otherwise) {
		return value(name, FieldType.LONG, otherwise);
	}

	@Override
	public float get(String name, float otherwise) {
		return value(name, FieldType.FLOAT, otherwise);
	}

	@Override
	public double get(String name, double otherwise) {
		return value(name, FieldType.DOUBLE, otherwise);
	}

	@Override
	@SuppressWarnings("NullAway") // null is a value here
	public @Nullable Object get(String name, @Nullable Object otherwise) {
		return value(name, FieldType.OBJECT, otherwise);
	}

}
