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

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.calls.NamedThreadFactory;
import io.github.raytaskrunner.launch.DriverConfig;
import io.github.raytaskrunner.link.Sockets;
import org.jspecify.annotations.Nullable;

/**
 * Where a driver listens to applications: to few at a time, and for a short time only to
 * those who do not present its secret.
 */
final class DriverServer implements Closeable {

	/**
	 * An application has one connection, and for a while one that it does not know to be
	 * broken.
	 */
	static final int MAX_CONNECTIONS = 100;

	/**
	 * Connections without the secret so far, of which the oldest gives way, so that
	 * nobody can keep the application out.
	 */
	private static final int MAX_PENDING = 64;

	private static final int HANDSHAKE_TIMEOUT_SECONDS = 5;

	private static final int ACCEPT_PAUSE_MILLIS = 100;

	/**
	 * A thread for each connection, which reads it.
	 */
	private final ThreadPoolExecutor readers = new ThreadPoolExecutor(0, MAX_CONNECTIONS, 1, TimeUnit.SECONDS,
			new SynchronousQueue<>(), new NamedThreadFactory("ray-driver-read"));

	private final ScheduledThreadPoolExecutor handshakes = new ScheduledThreadPoolExecutor(1,
			new NamedThreadFactory("ray-driver-handshake"), new ThreadPoolExecutor.DiscardPolicy());

	/**
	 * Bounded by the threads.
	 */
	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	/**
	 * Those that have not presented the secret, in the order in which they came.
	 */
	private final Set<Socket> pending = Collections.synchronizedSet(new LinkedHashSet<>());

	private final DriverConfig config;

	private final String nodeIp;

	private final String bindAddress;

	private final @Nullable TlsSockets tls;

	private final DriverService service;

	private final ServerSocket server;

	/**
	 * Listen, and let those who connect wait until this is {@linkplain #start() started}.
	 * @param config what the application tells this driver
	 * @param nodeIp IP address of the node
	 * @param tls the certificate to present, or {@code null} for plain text
	 * @param service what is offered
	 * @throws IOException if that fails
	 */
	DriverServer(DriverConfig config, String nodeIp, @Nullable ServerTls tls, DriverService service)
			throws IOException {
		this.config = config;
		this.nodeIp = nodeIp;
		this.bindAddress = (config.bindAddress() != null) ? config.bindAddress() : nodeIp;
		this.tls = (tls != null) ? new TlsSockets(tls) : null;
		this.service = service;
		this.handshakes.setRemoveOnCancelPolicy(true);
		this.server = listen();
	}

	private ServerSocket listen() throws IOException {
		for (int port = this.config.firstPort(); true; port++) {
			ServerSocket server = new ServerSocket();
			try {
				server.bind(new InetSocketAddress(this.bindAddress, port));
				return server;
			}
			catch (IOException ex) {
				server.close();
				if (port >= this.config.lastPort()) {
					throw new IOException("No port of " + this.config.firstPort() + "-" + this.config.lastPort()
							+ " is free at " + this.bindAddress + ": " + ex.getMessage(), ex);
				}
			}
		}
	}

	/**
	 * Serve those who connect.
	 */
	void start() {
		new NamedThreadFactory("ray-driver-accept").newThread(this::acceptAll).start();
	}

	private void acceptAll() {
		while (!this.server.isClosed()) {
			try {
				accept(this.server.accept());
			}
			// whatever it is, nobody else would accept the application's next connection
			catch (Throwable ex) {
				if (!this.server.isClosed()) {
					System.err.println("A connection was not accepted: " + ex);
					pause();
				}
			}
		}
	}

	/**
	 * What keeps connections from being accepted, such as too many open files, takes a
	 * while to go.
	 */
	private static void pause() {
		try {
			Thread.sleep(ACCEPT_PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void accept(Socket socket) {
		if (this.pending.size() >= MAX_PENDING) {
			hangUpOldest();
		}
		this.open.add(socket);
		this.pending.add(socket);
		try {
			this.readers.execute(() -> serve(socket));
		}
		catch (RejectedExecutionException ex) {
			hangUp(socket);
		}
		catch (Throwable ex) {
			hangUp(socket);
			throw ex;
		}
	}

	private void hangUpOldest() {
		Socket oldest;
		synchronized (this.pending) {
			oldest = this.pending.stream().findFirst().orElse(null);
		}
		if (oldest != null) {
			hangUp(oldest);
		}
	}

	private void serve(Socket socket) {
		ScheduledFuture<?> timeout = this.handshakes.schedule(() -> hangUp(socket), HANDSHAKE_TIMEOUT_SECONDS,
				TimeUnit.SECONDS);
		try {
			Socket secured = (this.tls != null) ? this.tls.secure(socket) : socket;
			new ApplicationConnection(secured, socket, () -> attached(socket, timeout)).serve(this.service);
		}
		catch (IOException ex) {
			// nobody of interest: no application has a session without a handshake
		}
		finally {
			timeout.cancel(false);
			hangUp(socket);
		}
	}

	private void attached(Socket socket, ScheduledFuture<?> timeout) {
		timeout.cancel(false);
		this.pending.remove(socket);
	}

	private void hangUp(Socket socket) {
		this.open.remove(socket);
		this.pending.remove(socket);
		Sockets.close(socket);
	}

	/**
	 * Return the address of this machine by which it can be reached, as far as known
	 * here.
	 */
	String host() throws UnknownHostException {
		boolean everywhere = InetAddress.getByName(this.bindAddress).isAnyLocalAddress();
		return everywhere ? this.nodeIp : this.bindAddress;
	}

	/**
	 * Return the port that it listens on.
	 */
	int port() {
		return this.server.getLocalPort();
	}

	@Override
	public void close() {
		Sockets.close(this.server);
		this.readers.shutdown();
		this.open.forEach(this::hangUp);
		this.handshakes.shutdownNow();
		this.service.close();
	}

}
