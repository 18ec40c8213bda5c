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

package io.github.raytaskrunner.backend.ray;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.protocol.ValuePiece;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of a value together. Pieces come one after another.
 */
final class ValueCollector {

	private final CompletableFuture<byte[]> value = new CompletableFuture<>();

	private @Nullable ByteBuffer buffer;

	CompletableFuture<byte[]> value() {
		return this.value;
	}

	/**
	 * Return the number of bytes up to now.
	 */
	int size() {
		return (this.buffer != null) ? this.buffer.position() : 0;
	}

	/**
	 * Take the next piece. If that fails there will be no value, however often it is
	 * asked for.
	 */
	void add(ValuePiece piece) {
		try {
			if (this.buffer == null) {
				this.buffer = ByteBuffer.allocate(Math.toIntExact(piece.getSize()));
			}
			piece.getData().copyTo(this.buffer);
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			fail(new ValueLostException("it cannot be taken here (" + ex + ")", ex));
			throw ex;
		}
	}

	void complete() {
		if (this.buffer == null || this.buffer.hasRemaining()) {
			fail(new ValueLostException("the driver sent only a part of it"));
		}
		else {
			this.value.complete(this.buffer.array());
		}
	}

	void fail(ValueLostException cause) {
		this.value.completeExceptionally(cause);
	}

}
