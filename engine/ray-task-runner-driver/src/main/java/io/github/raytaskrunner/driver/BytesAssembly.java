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

package io.github.raytaskrunner.driver;

import java.util.Arrays;

import com.google.protobuf.ByteString;
import io.grpc.Status;

/**
 * Bytes that arrive in pieces. What is announced costs nothing: memory is taken as bytes
 * come. Not thread-safe.
 */
final class BytesAssembly {

	/**
	 * Largest array of common JVMs.
	 */
	private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

	private final int size;

	private byte[] bytes = new byte[0];

	private int filled;

	BytesAssembly(long size, ByteString first) {
		if (size < 0 || size > MAX_SIZE) {
			throw Status.INVALID_ARGUMENT.withDescription("Not the size of an array: " + size).asRuntimeException();
		}
		this.size = (int) size;
		add(first);
	}

	void add(ByteString piece) {
		if (piece.size() > this.size - this.filled) {
			throw Status.INVALID_ARGUMENT.withDescription("More bytes than were announced").asRuntimeException();
		}
		reserve(this.filled + piece.size());
		piece.copyTo(this.bytes, this.filled);
		this.filled += piece.size();
	}

	private void reserve(int capacity) {
		if (capacity > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, (int) Math.min(this.size, 2L * capacity));
		}
	}

	boolean isComplete() {
		return this.filled == this.size;
	}

	/**
	 * Return the bytes, once they are complete.
	 */
	byte[] bytes() {
		return this.bytes;
	}

}
