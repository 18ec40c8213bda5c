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

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Bytes and texts in streams of data, each with its length before it.
 */
final class DataBlocks {

	private DataBlocks() {
	}

	static void writeText(DataOutputStream output, String text) throws IOException {
		writeBlock(output, text.getBytes(StandardCharsets.UTF_8));
	}

	static String readText(DataInputStream input) throws IOException {
		return readText(input, input.readInt());
	}

	static String readText(DataInputStream input, int length) throws IOException {
		return new String(readBlock(input, length), StandardCharsets.UTF_8);
	}

	static void writeBlock(DataOutputStream output, byte[] block) throws IOException {
		output.writeInt(block.length);
		output.write(block);
	}

	static byte[] readBlock(DataInputStream input) throws IOException {
		return readBlock(input, input.readInt());
	}

	private static byte[] readBlock(DataInputStream input, int length) throws IOException {
		byte[] block = input.readNBytes(length);
		if (block.length < length) {
			throw new EOFException("There are %d bytes instead of %d".formatted(block.length, length));
		}
		return block;
	}

}
