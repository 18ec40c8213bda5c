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

package io.github.raytaskrunner.driver;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.util.HexFormat;

/**
 * Puts private keys in the traditional formats of OpenSSL into the envelope of PKCS #8.
 */
final class Pkcs8 {

	private static final byte[] VERSION = HexFormat.of().parseHex("020100");

	private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

	private static final byte[] ELLIPTIC_CURVE = HexFormat.of().parseHex("06072a8648ce3d0201");

	private static final int OCTET_STRING = 0x04;

	private static final int SEQUENCE = 0x30;

	private static final int CURVE = 0xa0;

	private Pkcs8() {
	}

	/**
	 * Wrap an RSA key.
	 * @param key the key in the format of PKCS #1
	 */
	static byte[] ofRsa(byte[] key) {
		return wrapped(RSA, key);
	}

	/**
	 * Wrap a key of an elliptic curve.
	 * @param key the key in the format of SEC 1
	 * @throws InvalidKeyException if it does not say which curve
	 */
	static byte[] ofEllipticCurve(byte[] key) throws InvalidKeyException {
		try {
			ByteBuffer fields = value(ByteBuffer.wrap(key), SEQUENCE);
			ByteBuffer curve = value(fields, CURVE);
			return wrapped(concatenated(ELLIPTIC_CURVE, bytes(curve)), key);
		}
		catch (BufferUnderflowException | IndexOutOfBoundsException ex) {
			throw new InvalidKeyException("it does not say which curve it belongs to", ex);
		}
	}

	private static byte[] wrapped(byte[] algorithm, byte[] key) {
		return der(SEQUENCE, concatenated(VERSION, der(SEQUENCE, algorithm), der(OCTET_STRING, key)));
	}

	/**
	 * Read up to the first value of a type.
	 */
	private static ByteBuffer value(ByteBuffer buffer, int type) {
		while (true) {
			int actual = Byte.toUnsignedInt(buffer.get());
			int length = length(buffer);
			ByteBuffer value = buffer.slice(buffer.position(), length);
			if (actual == type) {
				return value;
			}
			buffer.position(buffer.position() + length);
		}
	}

	private static int length(ByteBuffer buffer) {
		int length = buffer.get();
		if (length >= 0) {
			return length;
		}
		int bytes = length & 0x7f;
		length = 0;
		for (int i = 0; i < bytes; i++) {
			length = (length << Byte.SIZE) + Byte.toUnsignedInt(buffer.get());
		}
		return length;
	}

	private static byte[] der(int type, byte[] value) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write(type);
		if (value.length > 0xff) {
			bytes.write(0x82);
			bytes.write(value.length >> Byte.SIZE);
		}
		else if (value.length > 0x7f) {
			bytes.write(0x81);
		}
		bytes.write(value.length);
		bytes.writeBytes(value);
		return bytes.toByteArray();
	}

	private static byte[] bytes(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(bytes);
		return bytes;
	}

	private static byte[] concatenated(byte[]... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			bytes.writeBytes(part);
		}
		return bytes.toByteArray();
	}

}
