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

package io.github.raytaskrunner.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the primitives of the worker protocol, numbers with their highest byte first.
 * For use by one thread.
 */
final class FrameWriter {

	/**
	 * Bytes that are so many are copied once, at the end.
	 */
	private static final int LARGE = 64 * 1024;

	private byte[] bytes = new byte[256];

	private int size;

	private final List<Insertion> insertions = new ArrayList<>(0);

	private int insertedSize;

	FrameWriter putByte(int value) {
		reserve(1);
		this.bytes[this.size++] = (byte) value;
		return this;
	}

	FrameWriter putInt(int value) {
		reserve(Integer.BYTES);
		ByteBuffer.wrap(this.bytes).putInt(this.size, value);
		this.size += Integer.BYTES;
		return this;
	}

	FrameWriter putLong(long value) {
		reserve(Long.BYTES);
		ByteBuffer.wrap(this.bytes).putLong(this.size, value);
		this.size += Long.BYTES;
		return this;
	}

	FrameWriter putString(String string) {
		return putBytes(string.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Write bytes after their number.
	 * @param bytes the bytes, which do not change before all is taken from here
	 */
	FrameWriter putBytes(byte[] bytes) {
		putInt(bytes.length);
		if (bytes.length >= LARGE) {
			this.insertedSize = Math.addExact(this.insertedSize, bytes.length);
			this.insertions.add(new Insertion(this.size, bytes));
			return this;
		}
		reserve(bytes.length);
		System.arraycopy(bytes, 0, this.bytes, this.size, bytes.length);
		this.size += bytes.length;
		return this;
	}

	private void reserve(int count) {
		int required = Math.addExact(this.size, count);
		if (required > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes,
					(int) Math.min(Integer.MAX_VALUE - 8, Math.max(required, 2L * this.bytes.length)));
		}
	}

	/**
	 * Begin a message, whose length is not known yet.
	 * @return where it begins, for {@link #endMessage}
	 */
	int beginMessage(int type) {
		int start = this.size;
		putInt(0).putByte(type);
		return start;
	}

	/**
	 * End a message: its length is written in front of it.
	 */
	void endMessage(int start) {
		int length = this.size - start - Integer.BYTES;
		for (Insertion insertion : this.insertions) {
			if (insertion.position() > start) {
				length = Math.addExact(length, insertion.bytes().length);
			}
		}
		ByteBuffer.wrap(this.bytes).putInt(start, length);
	}

	byte[] toBytes() {
		ByteBuffer all = ByteBuffer.allocate(Math.addExact(this.size, this.insertedSize));
		int written = 0;
		for (Insertion insertion : this.insertions) {
			all.put(this.bytes, written, insertion.position() - written).put(insertion.bytes());
			written = insertion.position();
		}
		return all.put(this.bytes, written, this.size - written).array();
	}

	/**
	 * Return what was written, without a copy of what is not much: nothing more may be
	 * written.
	 */
	ByteBuffer toBuffer() {
		return this.insertions.isEmpty() ? ByteBuffer.wrap(this.bytes, 0, this.size) : ByteBuffer.wrap(toBytes());
	}

	/**
	 * Bytes that are not among the others.
	 *
	 * @param position how many of the others come before
	 * @param bytes the bytes
	 */
	private record Insertion(int position, byte[] bytes) {

	}

}
