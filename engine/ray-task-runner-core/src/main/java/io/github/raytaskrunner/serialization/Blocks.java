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

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Bytes behind their number. Whatever that says, no more memory is taken than there are
 * bytes.
 */
final class Blocks {

	private Blocks() {
	}

	static int size(byte[] block) {
		return Integer.BYTES + block.length;
	}

	static ByteBuffer put(ByteBuffer target, byte[] block) {
		return target.putInt(block.length).put(block);
	}

	static byte[] next(ByteBuffer source) {
		byte[] block = new byte[Objects.checkIndex(source.getInt(), source.remaining() + 1)];
		source.get(block);
		return block;
	}

}
