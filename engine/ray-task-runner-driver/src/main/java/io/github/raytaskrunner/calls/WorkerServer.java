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

package io.github.raytaskrunner.calls;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.github.raytaskrunner.worker.CallFrame.DriverAddress;
import io.github.raytaskrunner.worker.Report;

/**
 * Where workers connect to report and to hear what to cancel. A worker presents a token
 * that it got with a call; who has none is not listened to.
 */
public final class WorkerServer implements Closeable {

	/**
	 * Far above the worker processes that one driver has, so only a flood reaches it.
	 */
	private static final int MAX_CONNECTIONS = 10_000;

	/**
	 * Whoever floods this server must not fill the driver's log too.
	 */
	private static final int MAX_TOLD_REFUSALS = 1_000;

	private static final long ACCEPT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final ServerSocket serverSocket;

	private final DriverAddress address;

	private final Handshakes handshakes;

	private final AtomicLong refusals = new AtomicLong();

	private final Set<WorkerConnection> connections = ConcurrentHashMap.newKeySet();

	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS,
			new SynchronousQueue<>(), new NamedThreadFactory("ray-driver-worker-reports"));

	/**
	 * Open the server.
	 * @param host address to listen on, at any free port
	 * @throws IOException if that fails
	 */
	public WorkerServer(String host) throws IOException {
		this.serverSocket = new ServerSocket(0, 128, InetAddress.getByName(host));
		byte[] token = new byte[32];
		new SecureRandom().nextBytes(token);
		this.address = new DriverAddress(host, this.serverSocket.getLocalPort(), HexFormat.of().formatHex(token));
		this.handshakes = new Handshakes(this.address.token());
	}

	DriverAddress address() {
		return this.address;
	}

	void start(WorkerListener listener) {
		this.executor.execute(() -> accept(listener));
	}

	private void accept(WorkerListener listener) {
		while (!this.serverSocket.isClosed()) {
			try {
				Socket socket = this.serverSocket.accept();
				this.handshakes.begin(socket);
				this.executor.execute(() -> serve(socket, listener));
			}
			catch (IOException ex) {
				if (!this.serverSocket.isClosed()) {
					System.err.println("Cannot accept the connection of a worker: " + ex);
					// it will not work at once: there may be too many open files
					LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
				}
			}
		}
	}

	private void serve(Socket socket, WorkerListener listener) {
		try (socket) {
			if (!this.handshakes.complete(socket)) {
				refused(socket);
				return;
			}
			if (this.connections.size() >= MAX_CONNECTIONS) {
				System.err.println("More than " + MAX_CONNECTIONS + " workers want to report");
				return;
			}
			socket.setKeepAlive(true);
			read(new WorkerConnection(socket),
					new DataInputStream(new BufferedInputStream(socket.getInputStream(), 16_384)), listener);
		}
		catch (IOException ex) {
			// the worker ended; what it ran is watched through Ray
		}
	}

	private void refused(Socket socket) {
		long count = this.refusals.incrementAndGet();
		if (count <= MAX_TOLD_REFUSALS || count % MAX_TOLD_REFUSALS == 0) {
			System.err
				.println("Refused connection " + count + " without the token, from " + socket.getRemoteSocketAddress());
		}
	}

	private void read(WorkerConnection connection, DataInputStream input, WorkerListener listener) throws IOException {
		this.connections.add(connection);
		try {
			while (true) {
				listener.reported(connection, Report.readFrom(input));
			}
		}
		finally {
			connection.ended();
			this.connections.remove(connection);
		}
	}

	/**
	 * Tell all workers to cancel an attempt.
	 */
	void cancel(long attempt) {
		this.connections.forEach((connection) -> connection.cancel(attempt));
	}

	@Override
	public void close() {
		try {
			this.serverSocket.close();
		}
		catch (IOException ex) {
			System.err.println("Cannot stop to listen to workers: " + ex);
		}
		this.executor.shutdownNow();
		this.connections.forEach(WorkerConnection::close);
	}

}
