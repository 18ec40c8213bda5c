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

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotActiveException;
import java.io.ObjectInputStream;
import java.io.ObjectInputValidation;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The stream that a class's own {@code readObject} or {@code readExternal} reads from. It
 * gives what a {@link SerialData} holds, which has been read before.
 */
final class SerialInput extends ObjectInputStream {

	private final List<Validation> validations;

	private @Nullable Frame frame;

	SerialInput(List<Validation> validations) throws IOException {
		this.validations = validations;
	}

	/**
	 * Let the code of a class read an object, or one class's part of it.
	 * @param level the part, or {@code null} if it has no fields of its own
	 * @param object the object
	 * @param data what was written of it
	 * @param code what reads it
	 * @throws Exception if the code fails
	 */
	void run(@Nullable SerialLevel level, Object object, SerialData data, Code code) throws Exception {
		Frame outer = this.frame;
		this.frame = new Frame(level, object, data);
		try {
			code.run(this);
		}
		finally {
			this.frame = outer;
		}
	}

	/**
	 * Return the values of the fields of the present class.
	 * @return a value for each field, or {@code null} if none were written
	 * @throws NotActiveException if no code of a class is running
	 */
	@Nullable Object @Nullable [] fieldValues() throws NotActiveException {
		return frame().data.fieldValues();
	}

	/**
	 * Return whether there is a value for a field of the present class.
	 * @param position position of the field
	 * @return whether one was written
	 * @throws NotActiveException if no code of a class is running
	 */
	boolean isWritten(int position) throws NotActiveException {
		SerialLevel level = frame().level;
		return level != null && level.isWritten(position);
	}

	@Override
	protected @Nullable Object readObjectOverride() throws IOException {
		Frame frame = frame();
		if (frame.nextObject >= frame.data.objects().length) {
			throw SerialMethods.noMoreData();
		}
		return frame.data.objects()[frame.nextObject++];
	}

	@Override
	public @Nullable Object readUnshared() throws IOException {
		return readObjectOverride();
	}

	@Override
	public void defaultReadObject() throws IOException, ClassNotFoundException {
		Frame frame = frame();
		if (frame.level == null) {
			throw new NotActiveException("not in call to readObject");
		}
		if (frame.data.fieldValues() == null) {
			return;
		}
		try {
			frame.level.fields().read(frame.object, this);
		}
		catch (IOException | ClassNotFoundException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IOException(ex);
		}
	}

	@Override
	public GetField readFields() throws IOException {
		Frame frame = frame();
		if (frame.level == null) {
			throw new NotActiveException("not in call to readObject");
		}
		return new GetValues(frame.level, frame.data.fieldValues());
	}

	@Override
	public void registerValidation(@Nullable ObjectInputValidation object, int priority)
			throws NotActiveException, InvalidObjectException {
		frame();
		if (object == null) {
			throw new InvalidObjectException("null callback");
		}
		this.validations.add(new Validation(object, priority));
	}

	private Frame frame() throws NotActiveException {
		if (this.frame == null) {
			throw new NotActiveException("not in call to readObject");
		}
		return this.frame;
	}

	private ByteSource data(int length) throws IOException {
		Frame frame = frame();
		if (length > frame.source.remaining()) {
			throw new EOFException();
		}
		return frame.source;
	}

	@Override
	public int read() throws IOException {
		return (available() > 0) ? data(1).readByte() & 0xFF : -1;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		int available = Math.min(length, available());
		if (available == 0 && length > 0) {
			return -1;
		}
		readFully(bytes, offset, available);
		return available;
	}

	@Override
	public int available() throws IOException {
		return frame().source.remaining();
	}

	@Override
	public void readFully(byte[] bytes) throws IOException {
		readFully(bytes, 0, bytes.length);
	}

	@Override
	public void readFully(byte[] bytes, int offset, int length) throws IOException {
		System.arraycopy(data(length).readBytes(length), 0, bytes, offset, length);
	}

	@Override
	public int skipBytes(int length) throws IOException {
		int skipped = Math.max(0, Math.min(length, available()));
		data(skipped).readBytes(skipped);
		return skipped;
	}

	@Override
	public long skip(long length) throws IOException {
		return skipBytes((int) Math.max(0, Math.min(length, Integer.MAX_VALUE)));
	}

	@Override
	public boolean readBoolean() throws IOException {
		return data(1).readByte() != 0;
	}

	@Override
	public byte readByte() throws IOException {
		return data(1).readByte();
	}

	@Override
	public int readUnsignedByte() throws IOException {
		return readByte() & 0xFF;
	}

	@Override
	public short readShort() throws IOException {
		return data(Short.BYTES).readShort();
	}

	@Override
	public int readUnsignedShort() throws IOException {
		return readShort() & 0xFFFF;
	}

	@Override
	public char readChar() throws IOException {
		return (char) readShort();
	}

	@Override
	public int readInt() throws IOException {
		return data(Integer.BYTES).readInt();
	}

	@Override
	public long readLong() throws IOException {
		return data(Long.BYTES).readLong();
	}

	@Override
	public float readFloat() throws IOException {
		return Float.intBitsToFloat(readInt());
	}

	@Override
	public double readDouble() throws IOException {
		return Double.longBitsToDouble(readLong());
	}

	@Override
	@Deprecated
	public @Nullable String readLine() throws IOException {
		return new DataInputStream(this).readLine();
	}

	@Override
	public String readUTF() throws IOException {
		return data(1).readText();
	}

	@Override
	public void close() {
	}

	/**
	 * Code of a class that reads.
	 */
	@FunctionalInterface
	interface Code {

		void run(SerialInput input) throws Exception;

	}

	/**
	 * A check that a class wants when the whole graph is there.
	 *
	 * @param object what checks
	 * @param priority those of a higher one come first
	 */
	record Validation(ObjectInputValidation object, int priority) {

	}

	private static final class Frame {

		private final @Nullable SerialLevel level;

		private final Object object;

		private final SerialData data;

		private final ByteSource source;

		private int nextObject;

		Frame(@Nullable SerialLevel level, Object object, SerialData data) {
			this.level = level;
			this.object = object;
			this.data = data;
			this.source = new ByteSource(data.bytes(), 0);
		}

	}

}
