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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in a PEM file. Those of Ray may have the traditional format of OpenSSL,
 * which neither the JDK nor Netty reads.
 */
final class PrivateKeyFile {

	private static final Pattern PEM = Pattern
		.compile("-----BEGIN ((?:RSA )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

	private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

	/**
	 * Version 0 of PKCS #8, and RSA as the algorithm.
	 */
	private static final byte[] RSA_HEADER = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

	private static final int SEQUENCE = 0x30;

	private static final int OCTET_STRING = 0x04;

	private PrivateKeyFile() {
	}

	/**
	 * Read a key without a password.
	 * @throws IOException if the file cannot be read or holds no such key
	 */
	static PrivateKey read(Path file) throws IOException {
		Matcher pem = PEM.matcher(Files.readString(file, StandardCharsets.US_ASCII));
		if (!pem.find()) {
			throw new IOException("No private key in " + file + " that can be read. For another format or one with a "
					+ "password: openssl pkcs8 -topk8 -nocrypt");
		}
		byte[] key = Base64.getMimeDecoder().decode(pem.group(2));
		byte[] encoded = pem.group(1).startsWith("RSA") ? pkcs8(key) : key;
		for (String algorithm : ALGORITHMS) {
			try {
				return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
			}
			catch (GeneralSecurityException ex) {
				// a key of another algorithm
			}
		}
		throw new IOException("The private key in " + file + " is for none of " + ALGORITHMS);
	}

	private static byte[] pkcs8(byte[] rsaKey) {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		content.writeBytes(RSA_HEADER);
		content.writeBytes(der(OCTET_STRING, rsaKey));
		return der(SEQUENCE, content.toByteArray());
	}

	/**
	 * Return a value with its type and a length of two bytes, as keys need it.
	 */
	private static byte[] der(int type, byte[] value) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write(type);
		bytes.write(0x82);
		bytes.write(value.length >> 8);
		bytes.write(value.length);
		bytes.writeBytes(value);
		return bytes.toByteArray();
	}

}
