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

package io.github.raytaskrunner.worker;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;

import io.github.raytaskrunner.wire.DriverAddress;
import io.github.raytaskrunner.wire.Message;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;

/**
 * Connection to the driver, on which a thread of its own reads.
 */
final class DriverConnection implements Closeable {

	private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

	private final Socket socket;

	/**
	 * Held while it changes who hears of the end, and while that is told.
	 */
	private final Object listening = new Object();

	private volatile Listener listener;

	/**
	 * Whether the end was told. Guarded by {@link #listening}.
	 */
	private boolean ended;

	private DriverConnection(Socket socket, Listener listener) {
		this.socket = socket;
		this.listener = listener;
	}

	/**
	 * Connect, and say that a lease has begun.
	 * @param address the driver
	 * @param lease id of the lease
	 * @param listener hears the driver; nothing, not even the end, if this fails
	 * @throws IOException if that fails
	 */
	static DriverConnection open(DriverAddress address, long lease, Listener listener) throws IOException {
		Socket socket = new Socket();
		try {
			socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_TIMEOUT_MILLIS);
			socket.setTcpNoDelay(true);
			socket.setKeepAlive(true);
			DriverConnection connection = new DriverConnection(socket, listener);
			connection.send(List.of(
					new ToDriver.Hello(ToDriver.Hello.VERSION, address.token(),
							socket.getLocalAddress().getHostAddress(), ProcessHandle.current().pid()),
					new ToDriver.Ready(lease)));
			Thread reader = new Thread(connection::read, "ray-task-runner-driver-connection");
			reader.setDaemon(true);
			reader.start();
			return connection;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	/**
	 * Go on with another lease.
	 * @param lease id of the lease
	 * @param listener hears the driver from now on, the end included
	 * @return whether that was said to the driver; if not, the listener hears nothing
	 */
	boolean resume(long lease, Listener listener) {
		synchronized (this.listening) {
			if (this.ended) {
				return false;
			}
			// the driver may answer at once
			this.listener = listener;
			try {
				send(List.of(new ToDriver.Ready(lease)));
				return true;
			}
			catch (IOException ex) {
				this.listener = Listener.NONE;
				return false;
			}
		}
	}

	/**
	 * Let nobody hear what comes from now on.
	 */
	void ignore() {
		synchronized (this.listening) {
			this.listener = Listener.NONE;
		}
	}

	private void read() {
		try (DataInputStream input = new DataInputStream(
				new BufferedInputStream(this.socket.getInputStream(), 16_384))) {
			while (true) {
				byte[] message = new byte[input.readInt()];
				input.readFully(message);
				received(ToWorker.of(ByteBuffer.wrap(message)));
			}
		}
		catch (IOException ex) {
			// the driver is gone, or this end was closed
		}
		finally {
			tellEnd();
		}
	}

	private void tellEnd() {
		synchronized (this.listening) {
			this.ended = true;
			this.listener.ended();
		}
	}

	private void received(ToWorker message) throws IOException {
		if (message instanceof ToWorker.Ping) {
			send(List.of(new ToDriver.Pong()));
		}
		else {
			this.listener.received(message);
		}
	}

	synchronized void send(List<? extends ToDriver> messages) throws IOException {
		ByteBuffer bytes = Message.toBytes(messages);
		this.socket.getOutputStream().write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * Hears the driver, on the thread that reads.
	 */
	interface Listener {

		/**
		 * Hears nothing.
		 */
		Listener NONE = new Listener() {

			@Override
			public void received(ToWorker message) {
				// concerns a lease that has ended
			}

			@Override
			public void ended() {
				// the next lease finds out
			}

		};

		/**
		 * The driver sent a message.
		 */
		void received(ToWorker message);

		/**
		 * Nothing more will come.
		 */
		void ended();

	}

}
