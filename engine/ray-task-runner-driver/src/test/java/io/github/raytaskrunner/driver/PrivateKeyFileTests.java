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
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;

import io.github.raytaskrunner.testsupport.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link PrivateKeyFile}.
 */
class PrivateKeyFileTests {

	// openssl ecparam -name prime256v1 -genkey
	private static final String OPENSSL_KEY = """
			-----BEGIN EC PARAMETERS-----
			BggqhkjOPQMBBw==
			-----END EC PARAMETERS-----
			-----BEGIN EC PRIVATE KEY-----
			MHcCAQEEIO2t6lWmaQ9HnEGqt9jB2//7lDfzQvEYcBNe9EX7BaZzoAoGCCqGSM49
			AwEHoUQDQgAEbG1FISIovA9AXjnOrXNdwSdoduCV9kKDVxipCK9bu5nBF5IrZbPY
			woTGtsP3Bgb1tTUnBzzUIufhlsqrKPTBcw==
			-----END EC PRIVATE KEY-----
			""";

	@TempDir
	Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "RSA", "EC", "Ed25519" })
	void readsWhatTheJdkWrites(String algorithm) throws Exception {
		PrivateKey key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
		assertThat(PrivateKeyFile.read(file("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1024, 2048, 4096 })
	void readsKeysOfPkcs1(int size) throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(size);
		PrivateKey key = generator.generateKeyPair().getPrivate();
		// what is within the envelope of PKCS #8
		byte[] traditional = Arrays.copyOfRange(key.getEncoded(), 26, key.getEncoded().length);
		assertThat(PrivateKeyFile.read(file("RSA PRIVATE KEY", traditional))).isEqualTo(key);
	}

	@ParameterizedTest
	@CsvSource({ "secp256r1, 06082a8648ce3d030107", "secp384r1, 06052b81040022", "secp521r1, 06052b81040023" })
	void readsKeysOfSec1(String curve, String curveIdentifier) throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec(curve));
		ECPrivateKey key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
		Path file = file("EC PRIVATE KEY", sec1(key, curveIdentifier));
		assertIsRead(file, key);
		// as openssl ecparam -genkey writes it
		Path parameters = file("EC PARAMETERS", HexFormat.of().parseHex(curveIdentifier));
		Files.writeString(file, Files.readString(parameters) + Files.readString(file));
		assertIsRead(file, key);
	}

	private static void assertIsRead(Path file, ECPrivateKey expected) throws IOException {
		assertThat(PrivateKeyFile.read(file)).isInstanceOfSatisfying(ECPrivateKey.class, (key) -> {
			assertThat(key.getS()).isEqualTo(expected.getS());
			assertThat(key.getParams()).isEqualTo(expected.getParams());
		});
	}

	@Test
	void readsAKeyThatOpensslWrote() throws Exception {
		Path file = Files.writeString(this.directory.resolve("openssl.key"), OPENSSL_KEY, StandardCharsets.US_ASCII);
		assertThat(PrivateKeyFile.read(file)).isInstanceOfSatisfying(ECPrivateKey.class,
				(key) -> assertThat(key.getParams().getOrder().bitLength()).isEqualTo(256));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "30", "3003020101", "30840fffffff", "30060201010401ff" })
	void refusesAKeyOfSec1WithoutACurve(String key) throws IOException {
		Path file = file("EC PRIVATE KEY", HexFormat.of().parseHex(key));
		assertThatIOException().isThrownBy(() -> PrivateKeyFile.read(file))
			.withMessageContaining(file.toString())
			.withMessageContaining("openssl pkcs8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "CERTIFICATE", "ENCRYPTED PRIVATE KEY", "DSA PRIVATE KEY" })
	void saysHowToConvertOtherFormats(String type) throws IOException {
		Path file = file(type, new byte[] { 1, 2, 3 });
		assertThatIOException().isThrownBy(() -> PrivateKeyFile.read(file))
			.withMessageContaining(file.toString())
			.withMessageContaining("openssl pkcs8");
	}

	private Path file(String type, byte[] content) throws IOException {
		return TestCertificate.pem(this.directory.resolve(type + ".key"), type, content);
	}

	private static byte[] sec1(ECPrivateKey key, String curve) {
		int size = (key.getParams().getOrder().bitLength() + 7) / 8;
		HexFormat hex = HexFormat.of();
		String secret = hex.formatHex(key.getS().toByteArray());
		String padded = "0".repeat(2 * size) + secret;
		String content = "020101" + value(0x04, padded.substring(padded.length() - 2 * size)) + value(0xa0, curve);
		return hex.parseHex(value(0x30, content));
	}

	private static String value(int type, String content) {
		HexFormat hex = HexFormat.of();
		int length = content.length() / 2;
		String longForm = (length > 127) ? "81" : "";
		return hex.toHexDigits((byte) type) + longForm + hex.toHexDigits((byte) length) + content;
	}

}
