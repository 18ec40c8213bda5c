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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Items of a group that one attempt calls the function with, one after another.
 *
 * @param function the function, or {@code null} if it is the value of the last upstream
 * task
 * @param baggage what goes with the items
 * @param immutable whether one copy of the function serves all items
 * @param alone whether this is the one item of a task of its own, whose result is that of
 * the task
 * @param first index of the first item
 * @param names names of the items, empty if these are their indexes
 * @param count number of items
 * @param items the items, after each other as records
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ItemChunk(byte @Nullable [] function, byte[] baggage, boolean immutable, boolean alone, int first,
		List<String> names, int count, List<ByteBuffer> items) {

	private static final int IMMUTABLE = 1;

	private static final int ALONE = 2;

	private static final int INLINE = 4;

	private static final int NAMED = 8;

	private static final int WITH_BAGGAGE = 16;

	/**
	 * Turn this into the bytes of an attempt.
	 * @return the bytes, for {@link TaskSerializer#open}
	 */
	public byte[] toBytes() {
		List<byte[]> names = this.names.stream().map((name) -> name.getBytes(StandardCharsets.UTF_8)).toList();
		long size = 2 + 2 * Integer.BYTES;
		size += (this.function != null) ? Blocks.size(this.function) : 0;
		size += (this.baggage.length > 0) ? Blocks.size(this.baggage) : 0;
		size += names.stream().mapToLong(Blocks::size).sum();
		size += this.items.stream().mapToLong(ByteBuffer::remaining).sum();
		ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size)).put(BytesVersion.CHUNK).put((byte) flags());
		bytes.putInt(this.first).putInt(this.count);
		if (this.function != null) {
			Blocks.put(bytes, this.function);
		}
		if (this.baggage.length > 0) {
			Blocks.put(bytes, this.baggage);
		}
		names.forEach((name) -> Blocks.put(bytes, name));
		this.items.forEach((items) -> bytes.put(items.duplicate()));
		return bytes.array();
	}

	private int flags() {
		return (this.immutable ? IMMUTABLE : 0) | (this.alone ? ALONE : 0) | ((this.function != null) ? INLINE : 0)
				| (this.names.isEmpty() ? 0 : NAMED) | ((this.baggage.length > 0) ? WITH_BAGGAGE : 0);
	}

	/**
	 * Read what {@link #toBytes()} wrote.
	 * @param bytes the bytes
	 * @return the chunk, whose items are in one buffer
	 */
	static ItemChunk of(byte[] bytes) {
		ByteBuffer source = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
		int flags = source.get();
		int first = source.getInt();
		int count = source.getInt();
		byte[] function = ((flags & INLINE) != 0) ? Blocks.next(source) : null;
		byte[] baggage = ((flags & WITH_BAGGAGE) != 0) ? Blocks.next(source) : new byte[0];
		List<String> names = new ArrayList<>();
		if ((flags & NAMED) != 0) {
			for (int i = 0; i < count; i++) {
				names.add(new String(Blocks.next(source), StandardCharsets.UTF_8));
			}
		}
		return new ItemChunk(function, baggage, (flags & IMMUTABLE) != 0, (flags & ALONE) != 0, first, names, count,
				List.of(source));
	}

	Records records() {
		ByteBuffer source = this.items.get(0);
		return new Records(source.array(), source.position(), this.count);
	}

	/**
	 * Return the name of the task of an item.
	 * @param map name of the {@code map}
	 * @param index index of the item in this chunk
	 * @return the name
	 */
	public String name(String map, int index) {
		String own = this.names.isEmpty() ? null : this.names.get(index);
		return ItemNames.name(map, ItemNames.item(own, this.first + index));
	}

}
