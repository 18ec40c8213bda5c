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

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads MessagePack as what it says: {@code null}, {@link Boolean}, {@link Long} or where
 * that is too small {@link BigInteger}, {@link Double}, {@link String}, {@code byte[]},
 * {@link List} and {@link Map}.
 */
final class MessagePackReader {

	private final ByteBuffer input;

	private MessagePackReader(ByteBuffer input) {
		this.input = input;
	}

	/**
	 * Read a value.
	 * @throws BufferUnderflowException if there are too few bytes
	 */
	static @Nullable Object read(byte[] bytes) {
		return new MessagePackReader(ByteBuffer.wrap(bytes)).read();
	}

	private @Nullable Object read() {
		int format = this.input.get() & 0xff;
		if (format < MessagePack.FIXMAP || format >= MessagePack.NEGATIVE_FIXINT) {
			return (long) (byte) format;
		}
		if (format < MessagePack.FIXARRAY) {
			return map(format - MessagePack.FIXMAP);
		}
		if (format < MessagePack.FIXSTR) {
			return list(format - MessagePack.FIXARRAY);
		}
		if (format < MessagePack.NIL) {
			return text(format - MessagePack.FIXSTR);
		}
		return switch (format) {
			case MessagePack.NIL -> null;
			case MessagePack.FALSE -> false;
			case MessagePack.TRUE -> true;
			case MessagePack.BIN8 -> bytes(uint8());
			case MessagePack.BIN16 -> bytes(uint16());
			case MessagePack.BIN32 -> bytes(this.input.getInt());
			case MessagePack.FLOAT32 -> (double) this.input.getFloat();
			case MessagePack.FLOAT64 -> this.input.getDouble();
			case MessagePack.UINT8 -> (long) uint8();
			case MessagePack.UINT16 -> (long) uint16();
			case MessagePack.UINT32 -> Integer.toUnsignedLong(this.input.getInt());
			case MessagePack.UINT64 -> uint64();
			case MessagePack.INT8 -> (long) this.input.get();
			case MessagePack.INT16 -> (long) this.input.getShort();
			case MessagePack.INT32 -> (long) this.input.getInt();
			case MessagePack.INT64 -> this.input.getLong();
			case MessagePack.STR8 -> text(uint8());
			case MessagePack.STR16 -> text(uint16());
			case MessagePack.STR32 -> text(this.input.getInt());
			case MessagePack.ARRAY16 -> list(uint16());
			case MessagePack.ARRAY32 -> list(this.input.getInt());
			case MessagePack.MAP16 -> map(uint16());
			case MessagePack.MAP32 -> map(this.input.getInt());
			default -> throw new IllegalArgumentException("Python said something in an unknown format: " + format);
		};
	}

	private int uint8() {
		return this.input.get() & 0xff;
	}

	private int uint16() {
		return this.input.getShort() & 0xffff;
	}

	private Object uint64() {
		long value = this.input.getLong();
		return (value >= 0) ? value : new BigInteger(Long.toUnsignedString(value));
	}

	private byte[] bytes(int length) {
		byte[] bytes = new byte[checked(length)];
		this.input.get(bytes);
		return bytes;
	}

	private String text(int length) {
		return new String(bytes(length), StandardCharsets.UTF_8);
	}

	private List<@Nullable Object> list(int size) {
		List<@Nullable Object> list = new ArrayList<>(checked(size));
		for (int i = 0; i < size; i++) {
			list.add(read());
		}
		return list;
	}

	private Map<@Nullable Object, @Nullable Object> map(int size) {
		Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
		for (int i = checked(size); i > 0; i--) {
			map.put(read(), read());
		}
		return map;
	}

	/**
	 * Check how much is to come before memory is taken for it: each part has at least a
	 * byte. What does not fit into an {@code int} is negative here.
	 */
	private int checked(int count) {
		if (count < 0 || count > this.input.remaining()) {
			throw new BufferUnderflowException();
		}
		return count;
	}

}
