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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.InvalidMarkException;

/**
 * What a buffer holds and how far it was read.
 *
 * @param array the bytes, of which the buffer may use a part
 * @param offset where its part begins
 * @param capacity how large its part is
 * @param position where it is read or written next
 * @param limit where it ends
 * @param mark where {@link ByteBuffer#reset()} goes, or -1
 * @param bigEndian the order of bytes
 * @param direct whether its memory is outside the heap
 * @param readOnly whether it cannot be written
 */
@SuppressWarnings("ArrayRecordComponent") // shared with other buffers, as it was
record BufferContent(byte[] array, int offset, int capacity, int position, int limit, int mark, boolean bigEndian,
		boolean direct, boolean readOnly) implements StandIn {

	static BufferContent of(ByteBuffer buffer) {
		boolean bigEndian = buffer.order() == ByteOrder.BIG_ENDIAN;
		if (buffer.hasArray()) {
			return new BufferContent(buffer.array(), buffer.arrayOffset(), buffer.capacity(), buffer.position(),
					buffer.limit(), mark(buffer), bigEndian, false, false);
		}
		byte[] copy = new byte[buffer.capacity()];
		buffer.duplicate().clear().get(copy);
		return new BufferContent(copy, 0, copy.length, buffer.position(), buffer.limit(), mark(buffer), bigEndian,
				buffer.isDirect(), buffer.isReadOnly());
	}

	private static int mark(ByteBuffer buffer) {
		try {
			return buffer.duplicate().reset().position();
		}
		catch (InvalidMarkException ex) {
			return -1;
		}
	}

	@Override
	public Object original(Surroundings surroundings) {
		ByteBuffer buffer = ByteBuffer.wrap(this.array, this.offset, this.capacity).slice();
		if (this.direct) {
			buffer = ByteBuffer.allocateDirect(this.capacity).put(buffer).clear();
		}
		if (this.readOnly) {
			buffer = buffer.asReadOnlyBuffer();
		}
		buffer.order((this.bigEndian) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		buffer.limit(this.limit);
		if (this.mark >= 0) {
			buffer.position(this.mark).mark();
		}
		return buffer.position(this.position);
	}

}
