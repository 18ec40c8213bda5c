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

import java.lang.invoke.MethodHandle;
import java.util.Arrays;

import io.github.raytaskrunner.serialization.graph.Completion.Step;
import org.jspecify.annotations.Nullable;

/**
 * The part of a class that takes part in Java serialization: of one of the JDK, whose
 * serial form is the same on all versions, or of one with {@code writeObject} or
 * {@code readObject}.
 */
final class SerialLevel implements Level {

	private final Class<?> type;

	private final SerialFields fields;

	private final @Nullable MethodHandle writeObject;

	private final @Nullable SerialReading reading;

	private final Step step;

	/**
	 * By position in what was written, the field here, or -1 if there is none.
	 */
	private final int[] positions;

	private final boolean[] isWritten;

	private final FieldShape written;

	SerialLevel(Class<?> type, SerialFields fields, @Nullable MethodHandle writeObject, @Nullable SerialReading reading,
			Step step) {
		this(type, fields, writeObject, reading, step, fields.shape());
	}

	private SerialLevel(Class<?> type, SerialFields fields, @Nullable MethodHandle writeObject,
			@Nullable SerialReading reading, Step step, FieldShape written) {
		this.type = type;
		this.fields = fields;
		this.writeObject = writeObject;
		this.reading = reading;
		this.step = step;
		this.written = written;
		this.positions = written.fields().stream().mapToInt((field) -> {
			int position = fields.shape().indexOf(field.name());
			return (position >= 0 && fields.shape().fields().get(position).type() == field.type()) ? position : -1;
		}).toArray();
		this.isWritten = new boolean[fields.shape().fields().size()];
		Arrays.stream(this.positions).filter((position) -> position >= 0).forEach((i) -> this.isWritten[i] = true);
	}

	Class<?> type() {
		return this.type;
	}

	SerialFields fields() {
		return this.fields;
	}

	/**
	 * Return whether what was written has a value for a field.
	 * @param position position of the field here
	 * @return whether it has
	 */
	boolean isWritten(int position) {
		return this.isWritten[position];
	}

	@Override
	public FieldShape shape() {
		return this.fields.shape();
	}

	@Override
	public Step step() {
		return this.step;
	}

	@Override
	public boolean isOfApplication() {
		return this.reading != null && !JdkClasses.contains(this.type);
	}

	@Override
	public Level forShape(FieldShape written) {
		if (!JdkClasses.contains(this.type) && !written.equals(shape())) {
			throw new UnreadableException(
					this.type.getName() + " has other fields here; run the same version of the application everywhere");
		}
		return new SerialLevel(this.type, this.fields, this.writeObject, this.reading, this.step, written);
	}

	@Override
	public void write(GraphWriter writer, Object object) throws Exception {
		SerialOutput output = writer.serialOutput();
		MethodHandle method = this.writeObject;
		if (method != null) {
			output.run(this, object, (stream) -> Invocation.write(method, object, stream));
		}
		else {
			output.run(this, object, (stream) -> this.fields.write(object, stream));
		}
	}

	@Override
	public Fill.Action read(GraphReader reader, Node node, Object object) throws Exception {
		return new SerialFill(this, reader, object, SerialData.read(reader, node, this));
	}

	/**
	 * Set the fields of an object that have a value by now.
	 * @param object the object
	 * @param data what was written of it
	 * @throws Exception if a value does not fit its field
	 */
	void prepare(Object object, SerialData data) throws Exception {
		if (!JdkClasses.contains(this.type) && data.fieldValues() != null) {
			this.fields.prepare(object, data.fieldValues());
		}
	}

	/**
	 * Let an object read what was written of it.
	 * @param reader where it was read from
	 * @param object the object
	 * @param data what was written of it
	 * @throws Exception if the code of a class fails
	 */
	void putIn(GraphReader reader, Object object, SerialData data) throws Exception {
		SerialInput input = reader.serialInput();
		if (this.reading != null) {
			this.reading.read(this, object, data, input);
		}
		else {
			input.run(this, object, data, SerialInput::defaultReadObject);
		}
	}

	@Nullable Object[] readFields(GraphReader reader, Node node) throws Exception {
		@Nullable Object[] values = shape().fields().stream().map((field) -> field.type().initial()).toArray();
		int before = node.contentSize();
		for (int i = 0; i < this.positions.length; i++) {
			Object value = this.written.fields().get(i).type().read(reader);
			int position = this.positions[i];
			if (position >= 0) {
				node.take(value, values, position);
			}
		}
		node.refersByFields(before);
		return values;
	}

}
