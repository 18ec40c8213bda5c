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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes bytes one after another and grows with them. Many bytes are not copied each time
 * it grows, but once, at the end.
 */
final class ByteSink {

	private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	/**
	 * Largest array that every JVM can have.
	 */
	private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

	/**
	 * From here on a new array is taken instead of a larger one.
	 */
	private static final int LARGE = 64 * 1024;

	private static final int MAX_CAPACITY = 4 * 1024 * 1024;

	/**
	 * What comes before the part that is being written.
	 */
	private final List<ByteBuffer> parts = new ArrayList<>(0);

	private int partsSize;

	private byte[] bytes;

	/**
	 * Where the part that is being written begins.
	 */
	private int start;

	/**
	 * Where it ends.
	 */
	private int end;

	ByteSink(int capacity) {
		this.bytes = new byte[capacity];
	}

	int size() {
		return this.partsSize + this.end - this.start;
	}

	/**
	 * Forget all bytes.
	 */
	void clear() {
		this.parts.clear();
		this.partsSize = 0;
		this.start = 0;
		this.end = 0;
	}

	byte[] toByteArray() {
		byte[] all = new byte[size()];
		ByteBuffer buffer = ByteBuffer.wrap(all);
		this.parts.forEach((part) -> buffer.put(part.duplicate()));
		buffer.put(this.bytes, this.start, this.end - this.start);
		return all;
	}

	void writeByte(int value) {
		ensure(1);
		this.bytes[this.end++] = (byte) value;
	}

	void writeShort(int value) {
		writeByte(value);
		writeByte(value >>> 8);
	}

	void writeInt(int value) {
		ensure(Integer.BYTES);
		INTS.set(this.bytes, this.end, value);
		this.end += Integer.BYTES;
	}

	void writeLong(long value) {
		ensure(Long.BYTES);
		LONGS.set(this.bytes, this.end, value);
		this.end += Long.BYTES;
	}

	/**
	 * Write a number in as few bytes as it needs, seven bits in each.
	 * @param value the number, not negative if it is to be short
	 */
	void writeCount(int value) {
		ensure(5);
		int rest = value;
		while ((rest & ~0x7F) != 0) {
			this.bytes[this.end++] = (byte) (rest | 0x80);
			rest >>>= 7;
		}
		this.bytes[this.end++] = (byte) rest;
	}

	void writeBytes(byte[] source, int offset, int length) {
		ensure(length);
		System.arraycopy(source, offset, this.bytes, this.end, length);
		this.end += length;
	}

	void writeBytes(byte[] source) {
		writeBytes(source, 0, source.length);
	}

	void writeBytes(ByteSink source) {
		source.parts.forEach((part) -> append(part.remaining()).put(part.duplicate()));
		writeBytes(source.bytes, source.start, source.end - source.start);
	}

	/**
	 * Write bytes that stay as they are until all that was written is taken from here.
	 * @param source the bytes, which are not copied now if they are many
	 */
	void writeStableBytes(byte[] source) {
		if (source.length < LARGE) {
			writeBytes(source);
			return;
		}
		check(source.length);
		endPart();
		addPart(ByteBuffer.wrap(source));
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
			this.bytes[this.end++] = (byte) unit;
			this.bytes[this.end++] = (byte) (unit >>> 8);
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
		ByteBuffer appended = ByteBuffer.wrap(this.bytes, this.end, length).slice();
		this.end += length;
		return appended;
	}

	/**
	 * Make room, for callers that then write piece by piece.
	 * @param more number of bytes
	 * @throws IllegalStateException if that is more than an array can hold
	 */
	void ensure(long more) {
		if (more <= this.bytes.length - this.end) {
			return;
		}
		check(more);
		if (this.bytes.length < LARGE && more < LARGE) {
			this.bytes = Arrays.copyOf(this.bytes, (int) Math.max(this.end + more, 2L * this.bytes.length));
			return;
		}
		endPart();
		this.bytes = new byte[(int) Math.max(more, Math.min(2L * this.bytes.length, MAX_CAPACITY))];
		this.start = 0;
		this.end = 0;
	}

	private void check(long more) {
		if (size() + more > MAX_SIZE) {
			throw new IllegalStateException("all together is larger than 2 GiB; split it");
		}
	}

	private void endPart() {
		if (this.end > this.start) {
			addPart(ByteBuffer.wrap(this.bytes, this.start, this.end - this.start));
			this.start = this.end;
		}
	}

	private void addPart(ByteBuffer part) {
		this.parts.add(part);
		this.partsSize += part.remaining();
	}

}
