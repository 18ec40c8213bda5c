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

import java.io.IOException;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream.PutField;

import org.jspecify.annotations.Nullable;

/**
 * The values of the fields of one class, as its {@code writeObject} sets them.
 */
final class PutValues extends PutField {

	private final FieldShape shape;

	private final @Nullable Object[] values;

	PutValues(FieldShape shape) {
		this.shape = shape;
		this.values = shape.fields().stream().map((field) -> field.type().initial()).toArray();
	}

	@Nullable Object[] values() {
		return this.values;
	}

	private void set(String name, FieldType type, @Nullable Object value) {
		this.values[this.shape.indexOf(name, type)] = value;
	}

	@Override
	public void put(String name, boolean value) {
		set(name, FieldType.BOOLEAN, value);
	}

	@Override
	public void put(String name, byte value) {
		set(name, FieldType.BYTE, value);
	}

	@Override
	public void put(String name, char value) {
		set(name, FieldType.CHAR, value);
	}

	@Override
	public void put(String name, short value) {
		set(name, FieldType.SHORT, value);
	}

	@Override
	public void put(String name, int value) {
		set(name, FieldType.INT, value);
	}

	@Override
	public void put(String name, long value) {
		set(name, FieldType.LONG, value);
	}

	@Override
	public void put(String name, float value) {
		set(name, FieldType.FLOAT, value);
	}

	@Override
	public void put(String name, double value) {
		set(name, FieldType.DOUBLE, value);
	}

	@Override
	public void put(String name, @Nullable Object value) {
		set(name, FieldType.OBJECT, value);
	}

	@Override
	@Deprecated
	public void write(ObjectOutput output) throws IOException {
		throw new IOException("Call writeFields() of the stream instead");
	}

}
