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

package io.github.raytaskrunner.link;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts {@link Pieces} together as they arrive, one after another. Not thread-safe.
 */
public final class Assembly {

	/**
	 * Largest array of common JVMs.
	 */
	private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

	private final int size;

	private final ByteBuffer reserved;

	/**
	 * What has arrived beyond what was reserved.
	 */
	private final List<ByteBuffer> others = new ArrayList<>(0);

	private int filled;

	/**
	 * Create a new assembly.
	 * @param size number of bytes that were announced
	 * @param reserved number of bytes to take memory for at once. Beyond, pieces are kept
	 * until all are there, so that what is announced costs nothing
	 * @throws IllegalArgumentException if no array has that size
	 */
	public Assembly(long size, int reserved) {
		if (size < 0 || size > MAX_SIZE) {
			throw new IllegalArgumentException("Not the size of an array: " + size);
		}
		this.size = (int) size;
		this.reserved = ByteBuffer.allocate(reserved);
	}

	/**
	 * Add the next piece.
	 * @param piece the piece, which is kept and belongs to this assembly from now on
	 * @throws IllegalArgumentException if these are more bytes than were announced
	 */
	public void add(ByteBuffer piece) {
		int count = piece.remaining();
		if (count > this.size - this.filled) {
			throw new IllegalArgumentException("More bytes than were announced");
		}
		if (this.others.isEmpty() && count <= this.reserved.remaining()) {
			this.reserved.put(piece);
		}
		else {
			this.others.add(piece);
		}
		this.filled += count;
	}

	/**
	 * Say whether all bytes that were announced have arrived.
	 * @return whether nothing is missing
	 */
	public boolean isComplete() {
		return this.filled == this.size;
	}

	/**
	 * Return the bytes, once they are complete, and once only.
	 * @return the bytes
	 */
	public byte[] bytes() {
		if (this.others.isEmpty() && !this.reserved.hasRemaining()) {
			return this.reserved.array();
		}
		ByteBuffer bytes = ByteBuffer.allocate(this.size).put(this.reserved.flip());
		this.others.forEach(bytes::put);
		return bytes.array();
	}

}
