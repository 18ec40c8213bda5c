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
import java.io.NotActiveException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The stream that a class's own {@code writeObject} or {@code writeExternal} writes to.
 * Objects go on to the graph in the order in which they are written; what is primitive is
 * collected and follows them.
 */
final class SerialOutput extends ObjectOutputStream {

	static final int END = 0;

	static final int OBJECT = 1;

	static final int FIELDS = 2;

	private final GraphWriter writer;

	private @Nullable Frame frame;

	SerialOutput(GraphWriter writer) throws IOException {
		this.writer = writer;
	}

	/**
	 * Let the code of a class write an object, or one class's part of it.
	 * @param level the part, or {@code null} if it has no fields of its own
	 * @param object the object
	 * @param code what writes it
	 * @throws Exception if the code fails
	 */
	void run(@Nullable SerialLevel level, Object object, Code code) throws Exception {
		Frame outer = this.frame;
		Frame inner = new Frame(level, object);
		this.frame = inner;
		code.run(this);
		this.frame = outer;
		this.writer.sink().writeByte(END);
		this.writer.sink().writeCount((inner.data != null) ? inner.data.size() : 0);
		if (inner.data != null) {
			this.writer.sink().writeBytes(inner.data);
		}
	}

	@Override
	protected void writeObjectOverride(@Nullable Object object) throws IOException {
		this.writer.sink().writeByte(OBJECT);
		write(() -> this.writer.writeValue(object));
	}

	@Override
	public void writeUnshared(@Nullable Object object) throws IOException {
		writeObjectOverride(object);
	}

	@Override
	public void defaultWriteObject() throws IOException {
		Frame frame = frame();
		SerialFields fields = level(frame).fields();
		write(() -> fields.write(frame.object, this));
	}

	@Override
	public PutField putFields() throws IOException {
		Frame frame = frame();
		if (frame.put == null) {
			frame.put = new PutValues(level(frame).shape());
		}
		return frame.put;
	}

	@Override
	public void writeFields() throws IOException {
		PutValues put = frame().put;
		if (put == null) {
			throw new NotActiveException("no current PutField object");
		}
		writeFields(put.values());
	}

	/**
	 * Write the values of the fields.
	 * @param values a value for each field of the present class
	 * @throws IOException if the code of a class fails
	 */
	void writeFields(@Nullable Object[] values) throws IOException {
		SerialFields fields = level(frame()).fields();
		FieldShape shape = fields.shape();
		HelpfulMessages.complete(frame().object, shape, values);
		this.writer.sink().writeByte(FIELDS);
		for (int i = 0; i < values.length; i++) {
			int index = i;
			if (fields.isPart(i)) {
				write(() -> this.writer.writePart(values[index]));
			}
			else {
				write(() -> shape.fields().get(index).type().write(this.writer, values[index]));
			}
		}
	}

	private static void write(Fill.Action action) throws IOException {
		try {
			action.run();
		}
		catch (IOException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IOException(ex);
		}
	}

	private Frame frame() throws NotActiveException {
		if (this.frame == null) {
			throw new NotActiveException("not in call to writeObject");
		}
		return this.frame;
	}

	private static SerialLevel level(Frame frame) throws NotActiveException {
		if (frame.level == null) {
			throw new NotActiveException("not in call to writeObject");
		}
		return frame.level;
	}

	private ByteSink data() throws NotActiveException {
		Frame frame = frame();
		if (frame.data == null) {
			frame.data = new ByteSink(64);
		}
		return frame.data;
	}

	@Override
	public void write(int value) throws IOException {
		data().writeByte(value);
	}

	@Override
	public void write(byte[] bytes) throws IOException {
		data().writeBytes(bytes);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		data().writeBytes(bytes, offset, length);
	}

	@Override
	public void writeBoolean(boolean value) throws IOException {
		data().writeByte((value) ? 1 : 0);
	}

	@Override
	public void writeByte(int value) throws IOException {
		data().writeByte(value);
	}

	@Override
	public void writeShort(int value) throws IOException {
		data().writeShort(value);
	}

	@Override
	public void writeChar(int value) throws IOException {
		data().writeShort(value);
	}

	@Override
	public void writeInt(int value) throws IOException {
		data().writeInt(value);
	}

	@Override
	public void writeLong(long value) throws IOException {
		data().writeLong(value);
	}

	@Override
	public void writeFloat(float value) throws IOException {
		data().writeInt(Float.floatToRawIntBits(value));
	}

	@Override
	public void writeDouble(double value) throws IOException {
		data().writeLong(Double.doubleToRawLongBits(value));
	}

	@Override
	public void writeBytes(String text) throws IOException {
		data().writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	@Override
	public void writeChars(String text) throws IOException {
		for (int i = 0; i < text.length(); i++) {
			writeChar(text.charAt(i));
		}
	}

	@Override
	public void writeUTF(String text) throws IOException {
		data().writeText(text);
	}

	@Override
	public void flush() {
	}

	@Override
	public void reset() throws IOException {
		throw new IOException("stream active");
	}

	@Override
	public void useProtocolVersion(int version) {
		throw new IllegalStateException("the protocol version cannot be set once an object is being written");
	}

	@Override
	protected void drain() {
	}

	@Override
	public void close() {
	}

	/**
	 * Code of a class that writes.
	 */
	@FunctionalInterface
	interface Code {

		void run(SerialOutput output) throws Exception;

	}

	private static final class Frame {

		private final @Nullable SerialLevel level;

		private final Object object;

		private @Nullable PutValues put;

		private @Nullable ByteSink data;

		Frame(@Nullable SerialLevel level, Object object) {
			this.level = level;
			this.object = object;
		}

	}

}
