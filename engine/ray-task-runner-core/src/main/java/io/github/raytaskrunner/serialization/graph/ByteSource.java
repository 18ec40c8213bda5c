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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives the bytes that a {@link ByteSink} took. Whatever the bytes are, nothing is read
 * beyond their end and no more memory is taken than they can fill.
 */
final class ByteSource {

	private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private final byte[] bytes;

	private final int end;

	private int position;

	ByteSource(byte[] bytes, int offset) {
		this(bytes, offset, bytes.length);
	}

	ByteSource(byte[] bytes, int offset, int end) {
		this.bytes = bytes;
		this.position = offset;
		this.end = end;
	}

	int remaining() {
		return this.end - this.position;
	}

	byte readByte() {
		require(1);
		return this.bytes[this.position++];
	}

	short readShort() {
		return (short) ((readByte() & 0xFF) | readByte() << 8);
	}

	int readInt() {
		require(Integer.BYTES);
		int value = (int) INTS.get(this.bytes, this.position);
		this.position += Integer.BYTES;
		return value;
	}

	long readLong() {
		require(Long.BYTES);
		long value = (long) LONGS.get(this.bytes, this.position);
		this.position += Long.BYTES;
		return value;
	}

	int readCount() {
		int value = 0;
		for (int shift = 0; shift < 35; shift += 7) {
			byte next = readByte();
			value |= (next & 0x7F) << shift;
			if (next >= 0) {
				return value;
			}
		}
		throw broken();
	}

	/**
	 * Read how many things follow.
	 * @param least number of bytes that each of them has at least
	 * @return the number
	 */
	int readSize(int least) {
		int size = readCount();
		if (size < 0 || (long) size * least > remaining()) {
			throw broken();
		}
		return size;
	}

	byte[] readBytes(int length) {
		require(length);
		byte[] copy = Arrays.copyOfRange(this.bytes, this.position, this.position + length);
		this.position += length;
		return copy;
	}

	/**
	 * Read bytes without a copy of them.
	 * @param length number of bytes
	 * @return the bytes
	 */
	ByteBuffer next(int length) {
		require(length);
		ByteBuffer next = ByteBuffer.wrap(this.bytes, this.position, length).slice();
		this.position += length;
		return next;
	}

	String readText() {
		int kind = readCount();
		int length = kind >>> 1;
		if ((kind & 1) == 0) {
			require(length);
			String text = new String(this.bytes, this.position, length, StandardCharsets.ISO_8859_1);
			this.position += length;
			return text;
		}
		require(2L * length);
		char[] units = new char[length];
		for (int i = 0; i < length; i++) {
			units[i] = (char) ((this.bytes[this.position++] & 0xFF) | this.bytes[this.position++] << 8);
		}
		return new String(units);
	}

	private void require(long length) {
		if (length < 0 || length > remaining()) {
			throw broken();
		}
	}

	private static IllegalStateException broken() {
		return new IllegalStateException("the bytes are broken");
	}

}
