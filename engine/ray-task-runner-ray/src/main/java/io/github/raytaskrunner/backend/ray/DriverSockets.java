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

package io.github.raytaskrunner.backend.ray;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.github.raytaskrunner.launch.DriverEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Connects sockets to a driver.
 */
final class DriverSockets {

	private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

	private static final int HANDSHAKE_TIMEOUT_MILLIS = 5_000;

	private final DriverEndpoint endpoint;

	private final @Nullable DriverTls tls;

	private final @Nullable SSLContext context;

	/**
	 * Create new sockets.
	 * @param tls how to encrypt, or {@code null} for plain text
	 * @throws DriverException if it cannot be encrypted so
	 */
	DriverSockets(DriverEndpoint endpoint, @Nullable DriverTls tls) {
		this.endpoint = endpoint;
		this.tls = tls;
		this.context = (tls != null) ? context(tls) : null;
	}

	private static SSLContext context(DriverTls tls) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init((tls.key() != null) ? tls.key().getKeyManagers() : null, tls.trust().getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IllegalStateException ex) {
			throw new DriverException("The SSL bundle '" + tls.bundle() + "' cannot be used for the driver", ex);
		}
	}

	/**
	 * Connect a socket.
	 * @param socket a new socket, which whoever gives up closes
	 * @return what to talk by, which is closed together with the socket
	 * @throws IOException if that fails
	 */
	Socket connect(Socket socket) throws IOException {
		InetSocketAddress address = new InetSocketAddress(this.endpoint.host(), this.endpoint.port());
		if (address.isUnresolved()) {
			throw new UnknownHostException("The name of the host '" + this.endpoint.host() + "' is not known here");
		}
		socket.connect(address, CONNECT_TIMEOUT_MILLIS);
		return (this.context != null) ? secure(socket, this.context) : socket;
	}

	private Socket secure(Socket socket, SSLContext context) throws IOException {
		socket.setSoTimeout(HANDSHAKE_TIMEOUT_MILLIS);
		SSLSocket secured = (SSLSocket) context.getSocketFactory()
			.createSocket(socket, serverName(), this.endpoint.port(), true);
		SSLParameters parameters = secured.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		secured.setSSLParameters(parameters);
		secured.startHandshake();
		return secured;
	}

	private String serverName() {
		return (this.tls != null && this.tls.serverName() != null) ? this.tls.serverName() : this.endpoint.host();
	}

	/**
	 * Describe why a connection failed.
	 */
	String describe(Throwable error) {
		String description = DriverException.describe(error);
		if (this.tls != null && (error instanceof SSLException
				|| NestedExceptionUtils.getRootCause(error) instanceof GeneralSecurityException)) {
			return description + " (the SSL bundle '" + this.tls.bundle() + "' of ray.driver.ssl.bundle has to trust "
					+ "the driver's certificate, and this has to name " + serverName()
					+ " or what ray.driver.ssl.server-name says)";
		}
		return description;
	}

	/**
	 * Describe why a connection failed if none ever succeeded.
	 */
	String describeFirst(Throwable error) {
		String description = describe(error);
		boolean hungUp = error instanceof IOException && !(error instanceof ConnectException
				|| error instanceof SocketTimeoutException || error instanceof UnknownHostException);
		return (this.tls == null && hungUp)
				? description + " (a driver that expects TLS would also hang up: is ray.driver.ssl.bundle missing?)"
				: description;
	}

	String endpoint() {
		return this.endpoint.toString();
	}

}
