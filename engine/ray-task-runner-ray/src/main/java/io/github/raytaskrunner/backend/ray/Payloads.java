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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.google.protobuf.UnsafeByteOperations;
import io.github.raytaskrunner.link.Pieces;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.Payload;
import io.github.raytaskrunner.protocol.Piece;

/**
 * The payloads of a message, which share the room that it has: what it has no room for
 * follows it in pieces. Nothing is copied. Not thread-safe.
 */
final class Payloads {

	private final List<Pieces> payloads = new ArrayList<>();

	private int room = Pieces.MAX_BYTES;

	/**
	 * Add a payload.
	 * @return what the message says of it
	 */
	Payload add(byte[] bytes) {
		Pieces pieces = new Pieces(ByteBuffer.wrap(bytes), this.room);
		this.payloads.add(pieces);
		ByteBuffer first = pieces.first();
		this.room -= first.remaining();
		return Payload.newBuilder().setSize(pieces.size()).setData(UnsafeByteOperations.unsafeWrap(first)).build();
	}

	/**
	 * Return the message that has these payloads, and what follows it.
	 */
	Stream<ClientMessage> with(ClientMessage message) {
		return Stream.concat(Stream.of(message), this.payloads.stream().flatMap(Pieces::others).map(Payloads::message));
	}

	private static ClientMessage message(ByteBuffer piece) {
		return ClientMessage.newBuilder()
			.setPiece(Piece.newBuilder().setData(UnsafeByteOperations.unsafeWrap(piece)))
			.build();
	}

}
