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

import com.google.protobuf.ByteString;
import io.grpc.Status;

/**
 * Bytes that arrive in pieces. Not thread-safe.
 */
final class BytesAssembly {

	private final byte[] bytes;

	private int filled;

	BytesAssembly(long size, ByteString first) {
		this.bytes = new byte[Math.toIntExact(size)];
		add(first);
	}

	void add(ByteString piece) {
		if (piece.size() > this.bytes.length - this.filled) {
			throw Status.INVALID_ARGUMENT.withDescription("More bytes than were announced").asRuntimeException();
		}
		piece.copyTo(this.bytes, this.filled);
		this.filled += piece.size();
	}

	boolean isComplete() {
		return this.filled == this.bytes.length;
	}

	byte[] bytes() {
		return this.bytes;
	}

}
