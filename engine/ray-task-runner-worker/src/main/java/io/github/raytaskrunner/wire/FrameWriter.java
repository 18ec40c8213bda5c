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
import java.util.Arrays;

/**
 * Writes the primitives of the worker protocol, numbers with their highest byte first.
 * For use by one thread.
 */
final class FrameWriter {

	private byte[] bytes = new byte[256];

	private int size;

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
	 */
	FrameWriter putBytes(byte[] bytes) {
		putInt(bytes.length);
		reserve(bytes.length);
		System.arraycopy(bytes, 0, this.bytes, this.size, bytes.length);
		this.size += bytes.length;
		return this;
	}

	private void reserve(int count) {
		int required = Math.addExact(this.size, count);
		if (required > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes,
					(int) Math.min(Integer.MAX_VALUE - 8, Math.max(required, 2L * required)));
		}
	}

	int size() {
		return this.size;
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
		ByteBuffer.wrap(this.bytes).putInt(start, this.size - start - Integer.BYTES);
	}

	byte[] toBytes() {
		return Arrays.copyOf(this.bytes, this.size);
	}

	/**
	 * Return what was written, without a copy: nothing more may be written.
	 */
	ByteBuffer toBuffer() {
		return ByteBuffer.wrap(this.bytes, 0, this.size);
	}

}
