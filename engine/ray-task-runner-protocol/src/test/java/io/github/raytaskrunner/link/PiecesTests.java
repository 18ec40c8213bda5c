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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link Pieces} and {@link Assembly}.
 */
class PiecesTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1000, 1_000_000, 7_654_321 })
	void putsPiecesTogether(int size) {
		byte[] bytes = bytes(size);
		int pieceSize = 1 + size / 7;
		for (int reserved : new int[] { 0, 1, pieceSize, 2 * pieceSize + 1, size }) {
			putsPiecesTogether(bytes, pieceSize, Math.min(reserved, size));
		}
	}

	private static void putsPiecesTogether(byte[] bytes, int pieceSize, int reserved) {
		int size = bytes.length;
		Assembly assembly = new Assembly(size, reserved);
		for (int start = 0; start < size; start += pieceSize) {
			assertThat(assembly.isComplete()).isFalse();
			assembly.add(ByteBuffer.wrap(bytes, start, Math.min(pieceSize, size - start)));
		}
		assertThat(assembly.isComplete()).isTrue();
		assertThat(assembly.bytes()).isEqualTo(bytes);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, Pieces.MAX_BYTES, Pieces.MAX_BYTES + 1, 3 * Pieces.MAX_BYTES, 7_654_321 })
	void piecesAreOfLimitedSizeAndShareTheBytes(int size) {
		byte[] bytes = bytes(size + 20);
		for (int room : new int[] { 0, 10, Pieces.MAX_BYTES }) {
			Pieces pieces = new Pieces(ByteBuffer.wrap(bytes, 20, size), room);
			assertThat(pieces.size()).isEqualTo(size);
			assertThat(pieces.first().remaining()).isEqualTo(Math.min(room, size));
			Assembly assembly = new Assembly(size, size);
			assembly.add(pieces.first());
			List<ByteBuffer> others = pieces.others().toList();
			assertThat(others).allSatisfy((piece) -> {
				assertThat(piece.remaining()).isBetween(1, Pieces.MAX_BYTES);
				assertThat(piece.array()).isSameAs(bytes);
			});
			others.forEach(assembly::add);
			assertThat(assembly.isComplete()).isTrue();
			assertThat(ByteBuffer.wrap(assembly.bytes())).isEqualTo(ByteBuffer.wrap(bytes, 20, size));
		}
	}

	private static byte[] bytes(int size) {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		return bytes;
	}

	@Test
	void announcementsTakeNoMemory() {
		Assembly[] assemblies = new Assembly[1_000];
		for (int i = 0; i < assemblies.length; i++) {
			assemblies[i] = new Assembly(2_000_000_000, 0);
			assemblies[i].add(text("x"));
			assertThat(assemblies[i].isComplete()).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, Long.MIN_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE })
	void refusesSizesThatNoArrayHas(long size) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Assembly(size, 0))
			.withMessageContaining("Not the size of an array");
	}

	@Test
	void refusesMoreThanWasAnnounced() {
		Assembly assembly = new Assembly(3, 0);
		assembly.add(text("ab"));
		assertThatIllegalArgumentException().isThrownBy(() -> assembly.add(text("cd")))
			.withMessageContaining("More bytes than were announced");
	}

	private static ByteBuffer text(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
