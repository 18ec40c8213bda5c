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

package io.github.raytaskrunner.serialization;

import java.nio.ByteBuffer;

/**
 * What the items of an {@link ItemChunk} ended with.
 *
 * @param nanos how long they ran together in nanoseconds
 * @param results what each has ended with, in order. If these are less than there are
 * items, the others were not begun
 */
public record ChunkResult(long nanos, Records results) {

	/**
	 * Marks a value.
	 */
	public static final int COMPLETED = 0;

	/**
	 * Marks an exception.
	 */
	public static final int FAILED = 1;

	/**
	 * Marks an item that was interrupted while it ran, maybe because of another one.
	 */
	public static final int INTERRUPTED = 2;

	private static final byte VERSION = 1;

	/**
	 * Read a result.
	 * @param bytes the value of an attempt that ran a chunk
	 * @return the result
	 * @throws RuntimeException if it is none
	 */
	public static ChunkResult of(byte[] bytes) {
		ByteBuffer source = ByteBuffer.wrap(bytes);
		if (source.get() != VERSION) {
			throw new IllegalStateException("the bytes are no result of a chunk");
		}
		long nanos = source.getLong();
		int count = source.getInt();
		return new ChunkResult(nanos, new Records(bytes, source.position(), count));
	}

	/**
	 * Turn this into the value of an attempt.
	 * @return the bytes, for {@link #of}
	 */
	public byte[] toBytes() {
		ByteBuffer records = this.results.slice(0, this.results.count());
		return ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES + records.remaining())
			.put(VERSION)
			.putLong(this.nanos)
			.putInt(this.results.count())
			.put(records)
			.array();
	}

}
