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

import java.io.EOFException;
import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.util.Objects;

import io.github.raytaskrunner.link.MessageSocket;
import io.github.raytaskrunner.link.Sink;
import io.github.raytaskrunner.link.Sockets;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.Finish;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a session. A thread of its own connects and reads.
 */
final class SessionConnection implements Sink<ClientMessage> {

	private final Socket socket = new Socket(Proxy.NO_PROXY);

	private final DriverSockets sockets;

	private final ClientMessage attach;

	private final Listener listener;

	private volatile @Nullable MessageSocket<ClientMessage, DriverMessage> messages;

	/**
	 * Why this end has given it up, or {@code null}.
	 */
	private volatile @Nullable String cancelled;

	/**
	 * Create a new connection, which is not {@link #open opened} yet.
	 * @param sockets connect to the driver
	 * @param attach the first message
	 * @param listener told what happens to it
	 */
	SessionConnection(DriverSockets sockets, ClientMessage attach, Listener listener) {
		this.sockets = sockets;
		this.attach = attach;
		this.listener = listener;
	}

	/**
	 * Connect, without waiting for it.
	 */
	void open() {
		Thread thread = new Thread(this::run, "ray-driver-read");
		thread.setDaemon(true);
		thread.start();
	}

	private void run() {
		try {
			Socket connected = this.sockets.connect(this.socket);
			MessageSocket<ClientMessage, DriverMessage> messages = new MessageSocket<>(connected, this.socket,
					DriverMessage.parser(), "ray-driver-send", this.listener::ready);
			this.messages = messages;
			messages.send(this.attach);
			messages.receiveAll((message) -> this.listener.received(this, message));
			ended(new EOFException("The driver ended the connection"));
		}
		// whatever it is, the session would wait for ever
		catch (Throwable ex) {
			ended(ex);
		}
		finally {
			close();
		}
	}

	private void ended(Throwable cause) {
		String cancelled = this.cancelled;
		this.listener.disconnected(this, (cancelled != null) ? new IOException(cancelled, cause) : cause);
	}

	@Override
	public boolean isReady() {
		return messages().isReady();
	}

	@Override
	public void send(ClientMessage message) {
		messages().send(message);
	}

	/**
	 * Say that no more messages follow. The driver then ends the connection.
	 */
	@Override
	public void complete() {
		send(ClientMessage.newBuilder().setFinish(Finish.getDefaultInstance()).build());
	}

	private MessageSocket<ClientMessage, DriverMessage> messages() {
		return Objects.requireNonNull(this.messages, "not attached");
	}

	/**
	 * Give the connection up.
	 */
	void cancel(String reason) {
		this.cancelled = reason;
		close();
	}

	private void close() {
		Sockets.close(this.socket);
		MessageSocket<ClientMessage, DriverMessage> messages = this.messages;
		if (messages != null) {
			messages.close();
		}
	}

	/**
	 * Told what happens to a connection, by its threads.
	 */
	interface Listener {

		/**
		 * A connection takes messages again.
		 */
		void ready();

		/**
		 * The driver sent a message.
		 */
		void received(SessionConnection from, DriverMessage message);

		/**
		 * A connection ended, or there was none.
		 */
		void disconnected(SessionConnection connection, Throwable cause);

	}

}
