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

package io.github.raytaskrunner.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that signed itself, made for a test by the JDK's keytool.
 *
 * @param certificate PEM file with the certificate
 * @param privateKey PEM file with the private key
 * @param keyStore key store with both
 */
public record TestCertificate(Path certificate, Path privateKey, KeyStore keyStore) {

	private static final String PASSWORD = "password";

	/**
	 * Make a certificate.
	 * @param directory directory for its files
	 * @param name name of the certificate
	 * @param subject alternative names, such as {@code ip:127.0.0.1}
	 * @param algorithm algorithm of the key
	 * @return the certificate
	 */
	public static TestCertificate create(Path directory, String name, String subject, String algorithm)
			throws IOException, InterruptedException, GeneralSecurityException {
		Path store = directory.resolve(name + ".p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", algorithm, "-ext", "san=" + subject,
				"-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve(name + ".log").toFile())
			.start();
		if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
			throw new IOException("No certificate: " + Files.readString(directory.resolve(name + ".log")));
		}
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(store)) {
			keyStore.load(input, PASSWORD.toCharArray());
		}
		return new TestCertificate(
				pem(directory.resolve(name + ".crt"), "CERTIFICATE", keyStore.getCertificate(name).getEncoded()),
				pem(directory.resolve(name + ".key"), "PRIVATE KEY",
						keyStore.getKey(name, PASSWORD.toCharArray()).getEncoded()),
				keyStore);
	}

	/**
	 * Write a PEM file.
	 * @param file the file
	 * @param type what it holds
	 * @param bytes the content
	 * @return the file
	 */
	public static Path pem(Path file, String type, byte[] bytes) throws IOException {
		String base64 = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(bytes);
		return Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, base64),
				StandardCharsets.US_ASCII);
	}

	/**
	 * Return what trusts this certificate.
	 * @return the factory
	 */
	public TrustManagerFactory trust() throws GeneralSecurityException, IOException {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("trusted", this.keyStore.getCertificate(this.keyStore.aliases().nextElement()));
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(trusted);
		return factory;
	}

	/**
	 * Return what presents this certificate.
	 * @return the factory
	 */
	public KeyManagerFactory key() throws GeneralSecurityException {
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(this.keyStore, PASSWORD.toCharArray());
		return factory;
	}

}
