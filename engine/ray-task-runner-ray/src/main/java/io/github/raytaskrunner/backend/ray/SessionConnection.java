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

import java.util.Objects;

import io.github.raytaskrunner.link.Sink;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import org.jspecify.annotations.Nullable;

/**
 * One of the connections of a session: a call of gRPC that goes on until one of the ends
 * or the network ends it.
 */
final class SessionConnection implements ClientResponseObserver<ClientMessage, DriverMessage>, Sink<ClientMessage> {

	private final Listener listener;

	private @Nullable ClientCallStreamObserver<ClientMessage> requests;

	private boolean closed;

	/**
	 * Create a new connection, to be given to a call.
	 * @param listener told what happens to it
	 */
	SessionConnection(Listener listener) {
		this.listener = listener;
	}

	@Override
	public void beforeStart(ClientCallStreamObserver<ClientMessage> requests) {
		this.requests = requests;
		requests.setOnReadyHandler(this.listener::ready);
	}

	@Override
	public void onNext(DriverMessage message) {
		this.listener.received(this, message);
	}

	@Override
	public void onError(Throwable error) {
		this.listener.disconnected(this, error);
	}

	@Override
	public void onCompleted() {
		this.listener.disconnected(this, new DriverException("The driver ended the connection"));
	}

	@Override
	public boolean isReady() {
		return requests().isReady();
	}

	@Override
	public synchronized void send(ClientMessage message) {
		if (!this.closed) {
			requests().onNext(message);
		}
	}

	@Override
	public synchronized void complete() {
		if (!this.closed) {
			this.closed = true;
			requests().onCompleted();
		}
	}

	synchronized void cancel(String reason) {
		this.closed = true;
		requests().cancel(reason, null);
	}

	private ClientCallStreamObserver<ClientMessage> requests() {
		return Objects.requireNonNull(this.requests, "not started");
	}

	/**
	 * Told what happens to a connection, by threads of gRPC.
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
		 * A connection ended.
		 */
		void disconnected(SessionConnection connection, Throwable cause);

	}

}
