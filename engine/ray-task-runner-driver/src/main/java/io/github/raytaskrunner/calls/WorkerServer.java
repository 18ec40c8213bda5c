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

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.raytaskrunner.wire.DriverAddress;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToDriver.Hello;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the workers, with one thread for all of them. Who connects and does not have
 * the token of this server is not listened to.
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

	private static final int SELECT_MILLIS = 1_000;

	private static final int READ_BYTES = 256 * 1024;

	private static final long ACCEPT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final Selector selector;

	private final ServerSocketChannel serverChannel;

	private final DriverAddress address;

	private final Handshakes handshakes = new Handshakes();

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);

	private final Set<WorkerConnection> connections = ConcurrentHashMap.newKeySet();

	private long refusals;

	private volatile boolean closed;

	/**
	 * Open the server.
	 * @param host address to listen on, at any free port
	 * @throws IOException if that fails
	 */
	public WorkerServer(String host) throws IOException {
		this.selector = Selector.open();
		this.serverChannel = ServerSocketChannel.open();
		this.serverChannel.bind(new InetSocketAddress(InetAddress.getByName(host), 0), 128);
		this.serverChannel.configureBlocking(false);
		this.serverChannel.register(this.selector, SelectionKey.OP_ACCEPT);
		byte[] token = new byte[32];
		new SecureRandom().nextBytes(token);
		int port = ((InetSocketAddress) this.serverChannel.getLocalAddress()).getPort();
		this.address = new DriverAddress(host, port, HexFormat.of().formatHex(token));
	}

	DriverAddress address() {
		return this.address;
	}

	void start(Listener listener) {
		new NamedThreadFactory("ray-driver-workers").newThread(() -> run(listener)).start();
	}

	private void run(Listener listener) {
		while (!this.closed) {
			try {
				this.selector.select((key) -> handle(key, listener), SELECT_MILLIS);
				this.handshakes.expired()
					.forEach((connection) -> refuse(connection, "it did not say in time who it is"));
			}
			// whatever it is, nobody else would hear the workers
			catch (IOException | RuntimeException | Error ex) {
				System.err.println("Cannot listen to workers: " + ex);
				LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
			}
		}
		this.selector.keys().forEach((key) -> {
			if (key.attachment() instanceof WorkerConnection connection) {
				connection.close();
			}
		});
		closeSelector();
	}

	private void closeSelector() {
		try {
			this.selector.close();
		}
		catch (IOException ex) {
			System.err.println("Cannot stop listening to workers: " + ex);
		}
	}

	private void handle(SelectionKey key, Listener listener) {
		try {
			if (key.isAcceptable()) {
				accept();
				return;
			}
			WorkerConnection connection = (WorkerConnection) key.attachment();
			if (key.isWritable()) {
				connection.flush();
			}
			if (key.isReadable()) {
				read(connection, listener);
			}
		}
		catch (CancelledKeyException ex) {
			// closed since it was selected
			if (key.attachment() instanceof WorkerConnection connection) {
				ended(connection, listener);
			}
		}
	}

	private void accept() {
		try {
			SocketChannel channel = this.serverChannel.accept();
			if (channel == null) {
				return;
			}
			channel.configureBlocking(false);
			channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
			SelectionKey key = channel.register(this.selector, SelectionKey.OP_READ);
			WorkerConnection connection = new WorkerConnection(channel, key);
			key.attach(connection);
			WorkerConnection oldest = this.handshakes.begin(connection);
			if (oldest != null) {
				refuse(oldest, "too many others connect at the same time");
			}
		}
		catch (IOException ex) {
			System.err.println("Cannot accept the connection of a worker: " + ex);
			// it will not work at once: there may be too many open files
			LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
		}
	}

	private void read(WorkerConnection connection, Listener listener) {
		try {
			List<ToDriver> messages = connection.read(this.buffer);
			if (!connection.isGreeted() && !messages.isEmpty()) {
				String refusal = greet(connection, messages.get(0));
				if (refusal != null) {
					refuse(connection, refusal);
					return;
				}
				messages = messages.subList(1, messages.size());
			}
			if (!messages.isEmpty()) {
				listener.received(connection, messages);
			}
			for (ToDriver message : messages) {
				if (message instanceof ToDriver.Pong) {
					connection.answered();
				}
			}
		}
		catch (IOException ex) {
			if (connection.isGreeted()) {
				ended(connection, listener);
			}
			else {
				refuse(connection, String.valueOf(ex.getMessage()));
			}
		}
		// whatever it is, the other workers are to be heard
		catch (RuntimeException | Error ex) {
			System.err.println("Cannot understand a worker, which is not listened to any more: " + ex);
			ended(connection, listener);
		}
	}

	/**
	 * Take the first message of a connection.
	 * @return why it is refused, or {@code null} if it is a worker's
	 */
	private @Nullable String greet(WorkerConnection connection, ToDriver message) {
		if (!(message instanceof Hello hello) || !hasToken(hello)) {
			return "it does not have the token";
		}
		if (hello.version() != Hello.VERSION) {
			return "it speaks version " + hello.version() + " of the protocol and not " + Hello.VERSION;
		}
		if (this.connections.size() >= MAX_CONNECTIONS) {
			return "there are " + MAX_CONNECTIONS + " already";
		}
		this.handshakes.end(connection);
		connection.greeted();
		this.connections.add(connection);
		return null;
	}

	private boolean hasToken(Hello hello) {
		return MessageDigest.isEqual(this.address.token().getBytes(StandardCharsets.UTF_8),
				hello.token().getBytes(StandardCharsets.UTF_8));
	}

	private void refuse(WorkerConnection connection, String reason) {
		this.handshakes.end(connection);
		this.refusals++;
		if (this.refusals <= MAX_TOLD_REFUSALS || this.refusals % MAX_TOLD_REFUSALS == 0) {
			System.err.println("Refused connection " + this.refusals + " of a worker: " + reason);
		}
		connection.close();
	}

	private void ended(WorkerConnection connection, Listener listener) {
		this.handshakes.end(connection);
		connection.close();
		if (this.connections.remove(connection)) {
			listener.ended(connection);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			this.serverChannel.close();
			this.selector.wakeup();
		}
		catch (IOException ex) {
			System.err.println("Cannot stop listening to workers: " + ex);
		}
	}

	/**
	 * Told what comes from workers, by the thread of the server.
	 */
	interface Listener {

		/**
		 * A worker sent messages.
		 */
		void received(WorkerConnection worker, List<ToDriver> messages);

		/**
		 * The connection of a worker has ended.
		 */
		void ended(WorkerConnection worker);

	}

}
