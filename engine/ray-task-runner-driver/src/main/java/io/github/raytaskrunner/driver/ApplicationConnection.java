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
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.link.MessageSocket;
import io.github.raytaskrunner.link.Sink;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A connection of an application, from its first message to its end. Messages are read by
 * one thread and one after another, each when the one before has been taken.
 */
final class ApplicationConnection implements Sink<DriverMessage>, Closeable {

	/**
	 * Whoever says more before the secret is known does not know it.
	 */
	private static final int MAX_FIRST_BYTES = 1024;

	private final MessageSocket<DriverMessage, ClientMessage> messages;

	private final Runnable onAttached;

	/**
	 * Done when what comes is of no interest any more.
	 */
	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private volatile @Nullable ApplicationSession session;

	/**
	 * Use a socket, which is closed together with this connection.
	 * @param socket a socket that is connected
	 * @param transport what it goes over if it encrypts, else the same
	 * @param onAttached called when it is known whom it serves
	 */
	ApplicationConnection(Socket socket, Socket transport, Runnable onAttached) throws IOException {
		this.onAttached = onAttached;
		this.messages = new MessageSocket<>(socket, transport, ClientMessage.parser(), "ray-driver-send", this::ready);
	}

	private void ready() {
		ApplicationSession session = this.session;
		if (session != null) {
			session.ready();
		}
	}

	/**
	 * Serve the application until the connection ends.
	 * @param service knows the session that the first message asks for
	 */
	void serve(DriverService service) {
		try {
			ClientMessage first = this.messages.receive(MAX_FIRST_BYTES);
			if (first != null) {
				attach(service, first);
			}
			disconnected("the application closed it");
		}
		// whatever it is, the session has to hear of it
		catch (Throwable ex) {
			disconnected(String.valueOf(ex.getMessage()));
		}
		finally {
			close();
		}
	}

	private void attach(DriverService service, ClientMessage first) throws IOException {
		ApplicationSession session = service.find(this, first);
		if (session == null) {
			// nothing more is expected of who was refused but to hang up
			this.messages.receive(0);
		}
		else {
			// before it sends, as it is told then when it can go on
			this.session = session;
			this.onAttached.run();
			session.attach(this, first.getAttach().getConnection(), first.getReceived());
			this.messages.receiveAll((message) -> receive(session, message));
		}
	}

	private void receive(ApplicationSession session, ClientMessage message) {
		// what comes after the end is of no interest, but until the application hears of
		// the end, its messages must not break the connection
		if (!this.end.isDone()) {
			// whoever has another connection by then needs no thread for this one
			CompletableFuture.anyOf(session.receive(this, message).toCompletableFuture(), this.end).join();
		}
	}

	private void disconnected(String why) {
		ApplicationSession session = this.session;
		if (session != null) {
			session.disconnected(this, why);
		}
	}

	@Override
	public boolean isReady() {
		return this.messages.isReady();
	}

	@Override
	public void send(DriverMessage message) {
		this.messages.send(message);
	}

	@Override
	public void complete() {
		this.end.complete(null);
		this.messages.complete();
	}

	/**
	 * End the connection, and tell the application why.
	 */
	void refuse(Refused.Code code, String reason) {
		if (!this.end.isDone()) {
			send(DriverMessage.newBuilder().setRefused(Refused.newBuilder().setCode(code).setReason(reason)).build());
			complete();
		}
	}

	@Override
	public void close() {
		this.end.complete(null);
		this.messages.close();
	}

}
