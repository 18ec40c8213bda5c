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

package io.github.raytaskrunner.python;

import java.nio.BufferUnderflowException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of a {@link MessagePackReader} whose input promises more than there is.
 */
class MessagePackReaderTests {

	private static final int[] LENGTHS = { 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1 };

	@ParameterizedTest
	@ValueSource(ints = { MessagePack.BIN32, MessagePack.STR32, MessagePack.ARRAY32, MessagePack.MAP32 })
	void takesNoMemoryForWhatIsNotThere(int format) {
		for (int length : LENGTHS) {
			byte[] bytes = { (byte) format, (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8),
					(byte) length };
			assertThatExceptionOfType(BufferUnderflowException.class).as("length %d", length)
				.isThrownBy(() -> MessagePackReader.read(bytes));
		}
	}

}
