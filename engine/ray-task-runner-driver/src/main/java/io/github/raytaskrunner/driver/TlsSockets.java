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
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Encrypts sockets of those who connect to this driver, by the TLS of the JDK.
 */
final class TlsSockets {

	private final SSLContext context;

	private final boolean needsClientCertificate;

	/**
	 * Read the files.
	 * @throws IOException if a file cannot be read or holds something else
	 */
	TlsSockets(ServerTls tls) throws IOException {
		this.needsClientCertificate = tls.clientAuthorities() != null;
		try {
			this.context = SSLContext.getInstance("TLS");
			this.context.init(keys(tls).getKeyManagers(), trust(tls.clientAuthorities()), null);
		}
		catch (NoSuchFileException ex) {
			throw new IOException("There is no file " + ex.getFile() + " on the driver's node, of which "
					+ "'ray.driver.ssl.certificate' and 'private-key' or Ray's own settings there speak", ex);
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			throw new IOException("Cannot use the certificate " + tls.certificate() + " with the private key "
					+ tls.privateKey() + ": " + ex.getMessage(), ex);
		}
	}

	private static KeyManagerFactory keys(ServerTls tls) throws IOException, GeneralSecurityException {
		KeyStore store = emptyStore();
		store.setKeyEntry("driver", PrivateKeyFile.read(tls.privateKey()), new char[0],
				certificates(tls.certificate()).toArray(Certificate[]::new));
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(store, new char[0]);
		return factory;
	}

	private static TrustManager @Nullable [] trust(@Nullable Path authorities)
			throws IOException, GeneralSecurityException {
		if (authorities == null) {
			return null;
		}
		KeyStore store = emptyStore();
		for (Certificate authority : certificates(authorities)) {
			store.setCertificateEntry("authority-" + store.size(), authority);
		}
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(store);
		return factory.getTrustManagers();
	}

	private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	private static Collection<? extends Certificate> certificates(Path file)
			throws IOException, GeneralSecurityException {
		try (InputStream certificates = Files.newInputStream(file)) {
			return CertificateFactory.getInstance("X.509").generateCertificates(certificates);
		}
	}

	/**
	 * Encrypt a connection that was accepted.
	 * @param socket the socket, which is closed together with the one that is returned
	 * @throws IOException if the other end does not
	 */
	Socket secure(Socket socket) throws IOException {
		SSLSocket secured = (SSLSocket) this.context.getSocketFactory().createSocket(socket, null, true);
		secured.setNeedClientAuth(this.needsClientCertificate);
		secured.startHandshake();
		return secured;
	}

}
