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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in a PEM file. Those of Ray may have a traditional format of OpenSSL,
 * which the JDK does not read.
 */
final class PrivateKeyFile {

	private static final Pattern PEM = Pattern
		.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

	private static final String HINT = " For another format or one with a password: openssl pkcs8 -topk8 -nocrypt";

	private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

	private PrivateKeyFile() {
	}

	/**
	 * Read a key without a password.
	 * @throws IOException if the file cannot be read or holds no such key
	 */
	static PrivateKey read(Path file) throws IOException {
		Matcher pem = PEM.matcher(Files.readString(file, StandardCharsets.US_ASCII));
		if (!pem.find()) {
			throw new IOException("No private key in " + file + " that can be read." + HINT);
		}
		try {
			return key(pkcs8(pem.group(1), Base64.getMimeDecoder().decode(pem.group(2))));
		}
		catch (InvalidKeyException ex) {
			throw new IOException("The private key in " + file + " cannot be used: " + ex.getMessage() + "." + HINT,
					ex);
		}
	}

	private static byte[] pkcs8(String type, byte[] key) throws InvalidKeyException {
		return switch (type) {
			case "RSA PRIVATE KEY" -> Pkcs8.ofRsa(key);
			case "EC PRIVATE KEY" -> Pkcs8.ofEllipticCurve(key);
			default -> key;
		};
	}

	private static PrivateKey key(byte[] pkcs8) throws InvalidKeyException {
		for (String algorithm : ALGORITHMS) {
			try {
				return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
			}
			catch (GeneralSecurityException ex) {
				// a key of another algorithm
			}
		}
		throw new InvalidKeyException("it is for none of " + ALGORITHMS);
	}

}
