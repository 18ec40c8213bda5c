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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bytes that travel in messages of limited size, without being copied: the first go with
 * the message that announces them, the others in messages of their own. An
 * {@link Assembly} puts them together.
 */
public final class Pieces {

	/**
	 * Most bytes in one message.
	 */
	public static final int MAX_BYTES = 1024 * 1024;

	private final ByteBuffer bytes;

	private final int firstSize;

	/**
	 * Create new pieces.
	 * @param bytes the bytes, which do not change
	 * @param room number of bytes that the first message has room for
	 */
	public Pieces(ByteBuffer bytes, int room) {
		this.bytes = bytes.slice();
		this.firstSize = Math.min(room, this.bytes.limit());
	}

	/**
	 * Return the number of all bytes.
	 * @return the number
	 */
	public int size() {
		return this.bytes.limit();
	}

	/**
	 * Return what goes with the message that announces the bytes.
	 * @return the first piece, which may be empty
	 */
	public ByteBuffer first() {
		return this.bytes.slice(0, this.firstSize);
	}

	/**
	 * Return what goes in messages of its own.
	 * @return the other pieces in their order, none of which is empty
	 */
	public Stream<ByteBuffer> others() {
		int count = (int) ((size() - this.firstSize + MAX_BYTES - 1L) / MAX_BYTES);
		return IntStream.range(0, count).mapToObj((index) -> piece(this.firstSize + index * MAX_BYTES));
	}

	private ByteBuffer piece(int start) {
		return this.bytes.slice(start, Math.min(MAX_BYTES, size() - start));
	}

}
