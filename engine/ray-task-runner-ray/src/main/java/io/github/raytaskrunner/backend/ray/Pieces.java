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

import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.Piece;

/**
 * Bytes that travel in messages of limited size, without being copied: the first go with
 * the message that announces them, the others in messages of their own.
 */
final class Pieces {

	static final int MAX_BYTES = 1024 * 1024;

	private final byte[] bytes;

	private final int firstSize;

	Pieces(byte[] bytes, int room) {
		this.bytes = bytes;
		this.firstSize = Math.min(room, bytes.length);
	}

	int size() {
		return this.bytes.length;
	}

	ByteString first() {
		return UnsafeByteOperations.unsafeWrap(this.bytes, 0, this.firstSize);
	}

	Stream<ClientMessage> others() {
		return IntStream.iterate(this.firstSize, (start) -> start < this.bytes.length, (start) -> start + MAX_BYTES)
			.mapToObj(this::piece);
	}

	private ClientMessage piece(int start) {
		int size = Math.min(MAX_BYTES, this.bytes.length - start);
		Piece.Builder piece = Piece.newBuilder().setData(UnsafeByteOperations.unsafeWrap(this.bytes, start, size));
		return ClientMessage.newBuilder().setPiece(piece).build();
	}

}
