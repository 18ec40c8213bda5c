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
 * Takes bytes one after another and grows with them.
 */
final class ByteSink {

	private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	/**
	 * Largest array that every JVM can have.
	 */
	private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

	private byte[] bytes;

	private int size;

	ByteSink(int capacity) {
		this.bytes = new byte[capacity];
	}

	int size() {
		return this.size;
	}

	/**
	 * Forget all bytes.
	 */
	void clear() {
		this.size = 0;
	}

	byte[] toByteArray() {
		return Arrays.copyOf(this.bytes, this.size);
	}

	void writeByte(int value) {
		ensure(1);
		this.bytes[this.size++] = (byte) value;
	}

	void writeShort(int value) {
		writeByte(value);
		writeByte(value >>> 8);
	}

	void writeInt(int value) {
		ensure(Integer.BYTES);
		INTS.set(this.bytes, this.size, value);
		this.size += Integer.BYTES;
	}

	void writeLong(long value) {
		ensure(Long.BYTES);
		LONGS.set(this.bytes, this.size, value);
		this.size += Long.BYTES;
	}

	/**
	 * Write a number in as few bytes as it needs, seven bits in each.
	 * @param value the number, not negative if it is to be short
	 */
	void writeCount(int value) {
		ensure(5);
		int rest = value;
		while ((rest & ~0x7F) != 0) {
			this.bytes[this.size++] = (byte) (rest | 0x80);
			rest >>>= 7;
		}
		this.bytes[this.size++] = (byte) rest;
	}

	void writeBytes(byte[] source, int offset, int length) {
		ensure(length);
		System.arraycopy(source, offset, this.bytes, this.size, length);
		this.size += length;
	}

	void writeBytes(byte[] source) {
		writeBytes(source, 0, source.length);
	}

	void writeBytes(ByteSink source) {
		writeBytes(source.bytes, 0, source.size);
	}

	/**
	 * Write text, unpaired surrogates included.
	 * @param text the text
	 */
	void writeText(String text) {
		int length = text.length();
		if (isLatin1(text)) {
			writeCount(length << 1);
			writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
			return;
		}
		writeCount(length << 1 | 1);
		ensure(2L * length);
		for (int i = 0; i < length; i++) {
			char unit = text.charAt(i);
			this.bytes[this.size++] = (byte) unit;
			this.bytes[this.size++] = (byte) (unit >>> 8);
		}
	}

	private static boolean isLatin1(String text) {
		int length = text.length();
		for (int i = 0; i < length; i++) {
			if (text.charAt(i) > 0xFF) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Append bytes that the caller then sets.
	 * @param length number of bytes
	 * @return the bytes
	 */
	ByteBuffer append(int length) {
		ensure(length);
		ByteBuffer appended = ByteBuffer.wrap(this.bytes, this.size, length).slice();
		this.size += length;
		return appended;
	}

	/**
	 * Make room, for callers that then write piece by piece.
	 * @param more number of bytes
	 * @throws IllegalStateException if that is more than an array can hold
	 */
	void ensure(long more) {
		long needed = this.size + more;
		if (needed > this.bytes.length) {
			if (needed > MAX_SIZE) {
				throw new IllegalStateException("all together is larger than 2 GiB; split it");
			}
			this.bytes = Arrays.copyOf(this.bytes, (int) Math.min(MAX_SIZE, Math.max(needed, 2L * this.bytes.length)));
		}
	}

}
