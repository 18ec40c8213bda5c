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

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Writes MessagePack, in few of its many formats: what is read does not depend on them.
 */
final class MessagePackWriter {

	private static final int MAX_POSITIVE_FIXINT = 0x7f;

	private static final int MIN_NEGATIVE_FIXINT = -32;

	private static final int MAX_FIXED_COUNT = 15;

	private static final int MAX_FIXED_TEXT = 31;

	private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder()
		.onMalformedInput(CodingErrorAction.REPORT);

	private final DataOutputStream output;

	MessagePackWriter(OutputStream output) {
		this.output = new DataOutputStream(output);
	}

	void writeNil() {
		write(() -> this.output.writeByte(MessagePack.NIL));
	}

	void writeBoolean(boolean value) {
		write(() -> this.output.writeByte(value ? MessagePack.TRUE : MessagePack.FALSE));
	}

	void writeInteger(long value) {
		write(() -> {
			if (value >= MIN_NEGATIVE_FIXINT && value <= MAX_POSITIVE_FIXINT) {
				this.output.writeByte((int) value);
			}
			else if (value == (int) value) {
				this.output.writeByte(MessagePack.INT32);
				this.output.writeInt((int) value);
			}
			else {
				this.output.writeByte(MessagePack.INT64);
				this.output.writeLong(value);
			}
		});
	}

	/**
	 * Write an integer if there is room for it.
	 * @return whether it has 64 bits at most
	 */
	boolean writeInteger(BigInteger value) {
		if (value.bitLength() < Long.SIZE) {
			writeInteger(value.longValue());
			return true;
		}
		if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
			return false;
		}
		write(() -> {
			this.output.writeByte(MessagePack.UINT64);
			this.output.writeLong(value.longValue());
		});
		return true;
	}

	void writeDouble(double value) {
		write(() -> {
			this.output.writeByte(MessagePack.FLOAT64);
			this.output.writeDouble(value);
		});
	}

	/**
	 * Write a text if it is one.
	 * @return whether it has no half of a surrogate pair
	 */
	boolean writeText(String text) {
		ByteBuffer bytes;
		try {
			bytes = this.encoder.encode(CharBuffer.wrap(text));
		}
		catch (CharacterCodingException ex) {
			return false;
		}
		write(() -> {
			int length = bytes.remaining();
			if (length <= MAX_FIXED_TEXT) {
				this.output.writeByte(MessagePack.FIXSTR | length);
			}
			else {
				this.output.writeByte(MessagePack.STR32);
				this.output.writeInt(length);
			}
			this.output.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
		});
		return true;
	}

	void writeBytes(byte[] bytes) {
		write(() -> {
			this.output.writeByte(MessagePack.BIN32);
			this.output.writeInt(bytes.length);
			this.output.write(bytes);
		});
	}

	/**
	 * Begin a list, whose elements follow.
	 */
	void writeList(int size) {
		writeCount(size, MessagePack.FIXARRAY, MessagePack.ARRAY32);
	}

	/**
	 * Begin a map, whose entries follow, each as key and value.
	 */
	void writeMap(int size) {
		writeCount(size, MessagePack.FIXMAP, MessagePack.MAP32);
	}

	private void writeCount(int count, int fixed, int other) {
		write(() -> {
			if (count <= MAX_FIXED_COUNT) {
				this.output.writeByte(fixed | count);
			}
			else {
				this.output.writeByte(other);
				this.output.writeInt(count);
			}
		});
	}

	private static void write(Write write) {
		try {
			write.run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Writes something.
	 */
	@FunctionalInterface
	private interface Write {

		void run() throws IOException;

	}

}
