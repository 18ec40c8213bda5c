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

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ByteSink}.
 */
class ByteSinkTests {

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void hasWhatWasWrittenInItsOrder(long seed) {
		Random random = new Random(seed);
		ByteSink sink = new ByteSink(16);
		ByteArrayOutputStream expected = new ByteArrayOutputStream();
		for (int i = 0; i < 300; i++) {
			byte[] bytes = new byte[random.nextInt(1 << random.nextInt(1, 18))];
			random.nextBytes(bytes);
			expected.writeBytes(bytes);
			write(sink, bytes, random.nextInt(4));
			assertThat(sink.size()).isEqualTo(expected.size());
		}
		assertThat(sink.toByteArray()).isEqualTo(expected.toByteArray());
	}

	private static void write(ByteSink sink, byte[] bytes, int way) {
		switch (way) {
			case 0 -> sink.writeBytes(bytes);
			case 1 -> sink.writeStableBytes(bytes);
			case 2 -> sink.append(bytes.length).put(bytes);
			default -> {
				ByteSink other = new ByteSink(1);
				other.writeBytes(bytes, 0, bytes.length / 2);
				other.writeStableBytes(Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length));
				sink.writeBytes(other);
			}
		}
	}

	@Test
	void isEmptyOnceItIsCleared() {
		ByteSink sink = new ByteSink(16);
		sink.writeStableBytes(new byte[1_000_000]);
		sink.writeByte(1);
		sink.clear();
		assertThat(sink.size()).isZero();
		sink.writeByte(2);
		assertThat(sink.toByteArray()).containsExactly(2);
	}

	@Test
	void bytesThatMayChangeAreCopiedAtOnce() {
		byte[] bytes = new byte[1_000_000];
		ByteSink sink = new ByteSink(16);
		sink.writeBytes(bytes);
		bytes[7] = 1;
		assertThat(sink.toByteArray()[7]).isZero();
	}

}
