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

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what a {@link FrameWriter} wrote. Each method throws a
 * {@link BufferUnderflowException} if there are fewer bytes than it needs. For use by one
 * thread.
 */
final class FrameReader {

	private final ByteBuffer buffer;

	FrameReader(ByteBuffer buffer) {
		this.buffer = buffer;
	}

	byte getByte() {
		return this.buffer.get();
	}

	int getInt() {
		return this.buffer.getInt();
	}

	long getLong() {
		return this.buffer.getLong();
	}

	String getString() {
		return new String(getBytes(), StandardCharsets.UTF_8);
	}

	byte[] getBytes() {
		byte[] bytes = new byte[getCount(1)];
		this.buffer.get(bytes);
		return bytes;
	}

	/**
	 * Read the number of things that follow.
	 * @param size least number of bytes of each: what cannot follow is refused before
	 * memory is taken for it
	 */
	int getCount(int size) {
		int count = getInt();
		if (count < 0 || count > this.buffer.remaining() / size) {
			throw new BufferUnderflowException();
		}
		return count;
	}

	boolean hasRemaining() {
		return this.buffer.hasRemaining();
	}

}
