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
import java.util.Arrays;
import java.util.Objects;

/**
 * Pieces of bytes one after another, each with its length and a small number before it.
 * Grows with what is added to it; not thread-safe while it does.
 */
public final class Records {

	private static final int MARK_BITS = 2;

	private byte[] bytes;

	private int[] starts;

	private int count;

	/**
	 * Create new records, of which there are none so far.
	 */
	public Records() {
		this.bytes = new byte[256];
		this.starts = new int[16];
	}

	/**
	 * Create records of the bytes of others.
	 * @param bytes the bytes
	 * @param offset where the first one begins
	 * @param count number of records
	 * @throws IllegalStateException if there are not as many
	 */
	public Records(byte[] bytes, int offset, int count) {
		if (count < 0 || count > bytes.length - offset) {
			throw broken();
		}
		this.bytes = bytes;
		this.starts = new int[count + 1];
		this.starts[0] = offset;
		for (int i = 0; i < count; i++) {
			this.count = i + 1;
			this.starts[i + 1] = Math.addExact(offset(i), length(i));
			if (length(i) < 0 || this.starts[i + 1] > bytes.length) {
				throw broken();
			}
		}
	}

	/**
	 * Add a record.
	 * @param mark a number of two bits
	 * @param content the bytes
	 */
	public void add(int mark, byte[] content) {
		if (this.count + 1 == this.starts.length) {
			this.starts = Arrays.copyOf(this.starts, this.starts.length * 2);
		}
		int start = size();
		ensure(start + 5L + content.length);
		int position = start;
		long rest = (long) content.length << MARK_BITS | mark;
		while ((rest & ~0x7FL) != 0) {
			this.bytes[position++] = (byte) (rest | 0x80);
			rest >>>= 7;
		}
		this.bytes[position++] = (byte) rest;
		System.arraycopy(content, 0, this.bytes, position, content.length);
		this.count++;
		this.starts[this.count] = position + content.length;
	}

	private void ensure(long size) {
		if (size > Integer.MAX_VALUE - 8) {
			throw new IllegalStateException("all together is larger than 2 GiB; split it");
		}
		if (size > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes,
					(int) Math.min(Integer.MAX_VALUE - 8, Math.max(size, 2L * this.bytes.length)));
		}
	}

	/**
	 * Return where the records end.
	 * @return the number of bytes, with those before the first
	 */
	public int size() {
		return this.starts[this.count];
	}

	/**
	 * Return the number of records.
	 * @return the number
	 */
	public int count() {
		return this.count;
	}

	/**
	 * Return the number that a record was given.
	 * @param index index of the record
	 * @return a number of two bits
	 */
	public int mark(int index) {
		return this.bytes[this.starts[Objects.checkIndex(index, this.count)]] & (1 << MARK_BITS) - 1;
	}

	/**
	 * Return where the content of a record begins.
	 * @param index index of the record
	 * @return the offset in {@link #bytes()}
	 */
	public int offset(int index) {
		int position = this.starts[Objects.checkIndex(index, this.count)];
		while (position < this.bytes.length && this.bytes[position] < 0) {
			position++;
		}
		return position + 1;
	}

	/**
	 * Return the length of the content of a record.
	 * @param index index of the record
	 * @return the number of bytes
	 */
	public int length(int index) {
		long value = 0;
		int position = this.starts[Objects.checkIndex(index, this.count)];
		for (int shift = 0; shift < 42 && position < this.bytes.length; shift += 7) {
			byte next = this.bytes[position++];
			value |= (next & 0x7FL) << shift;
			if (next >= 0) {
				return (int) Math.min(Integer.MAX_VALUE, value >>> MARK_BITS);
			}
		}
		throw broken();
	}

	/**
	 * Return a copy of the content of a record.
	 * @param index index of the record
	 * @return the content
	 */
	public byte[] content(int index) {
		int offset = offset(index);
		return Arrays.copyOfRange(this.bytes, offset, offset + length(index));
	}

	/**
	 * Return the bytes of all records, and others.
	 * @return the bytes, not a copy
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Return some records as they are, with marks and lengths.
	 * @param from index of the first one
	 * @param to index after the last one
	 * @return a view of the bytes
	 */
	public ByteBuffer slice(int from, int to) {
		return ByteBuffer.wrap(this.bytes, this.starts[from], this.starts[to] - this.starts[from]);
	}

	private static IllegalStateException broken() {
		return new IllegalStateException("the bytes are broken");
	}

}
