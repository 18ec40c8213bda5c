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
import java.util.Arrays;

/**
 * Puts {@link Pieces} together as they arrive, one after another. Not thread-safe.
 */
public final class Assembly {

	/**
	 * Largest array of common JVMs.
	 */
	private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

	private final int size;

	private byte[] bytes;

	private int filled;

	/**
	 * Create a new assembly.
	 * @param size number of bytes that were announced
	 * @param reserved number of bytes to take memory for at once. Beyond, it is taken as
	 * bytes arrive, so that what is announced costs nothing
	 * @throws IllegalArgumentException if no array has that size
	 */
	public Assembly(long size, int reserved) {
		if (size < 0 || size > MAX_SIZE) {
			throw new IllegalArgumentException("Not the size of an array: " + size);
		}
		this.size = (int) size;
		this.bytes = new byte[reserved];
	}

	/**
	 * Add the next piece.
	 * @param piece the piece, which is copied
	 * @throws IllegalArgumentException if these are more bytes than were announced
	 */
	public void add(ByteBuffer piece) {
		int count = piece.remaining();
		if (count > this.size - this.filled) {
			throw new IllegalArgumentException("More bytes than were announced");
		}
		reserve(this.filled + count);
		piece.get(this.bytes, this.filled, count);
		this.filled += count;
	}

	private void reserve(int capacity) {
		if (capacity > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, (int) Math.min(this.size, 2L * capacity));
		}
	}

	/**
	 * Return the number of bytes up to now.
	 * @return the number
	 */
	public int filled() {
		return this.filled;
	}

	/**
	 * Say whether all bytes that were announced have arrived.
	 * @return whether nothing is missing
	 */
	public boolean isComplete() {
		return this.filled == this.size;
	}

	/**
	 * Return the bytes, once they are complete.
	 * @return the bytes
	 */
	public byte[] bytes() {
		return this.bytes;
	}

}
