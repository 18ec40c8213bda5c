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

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link DataBlocks} that are broken.
 */
class DataBlocksTests {

	@Test
	void readsNoMoreThanABlock() throws Exception {
		assertThat(DataBlocks.readText(input(0, 0, 0, 2, 'a', 'b', 'c'))).isEqualTo("ab");
	}

	@Test
	void blockThatIsCutOffIsNotTakenForAShorterOne() {
		assertThatExceptionOfType(EOFException.class)
			.isThrownBy(() -> DataBlocks.readText(input(0x7f, 0xff, 0xff, 0xff, 'a', 'b')))
			.withMessage("There are 2 bytes instead of 2147483647");
	}

	private static DataInputStream input(int... bytes) {
		byte[] content = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			content[i] = (byte) bytes[i];
		}
		return new DataInputStream(new ByteArrayInputStream(content));
	}

}
