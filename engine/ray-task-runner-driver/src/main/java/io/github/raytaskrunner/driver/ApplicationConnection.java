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

import java.util.function.BiFunction;

import io.github.raytaskrunner.link.Sink;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * A connection of an application. Messages arrive one after another.
 */
final class ApplicationConnection implements StreamObserver<ClientMessage>, Sink<DriverMessage> {

	private final ServerCallStreamObserver<DriverMessage> responses;

	private final BiFunction<ApplicationConnection, ClientMessage, @Nullable ApplicationSession> attach;

	private volatile @Nullable ApplicationSession session;

	private boolean closed;

	/**
	 * Create a new connection.
	 * @param attach finds the session that the first message asks for, or closes the
	 * connection and returns {@code null}
	 */
	ApplicationConnection(ServerCallStreamObserver<DriverMessage> responses,
			BiFunction<ApplicationConnection, ClientMessage, @Nullable ApplicationSession> attach) {
		this.responses = responses;
		this.attach = attach;
		responses.setOnReadyHandler(this::ready);
		// without a handler, sending to an application that is just gone would throw
		responses.setOnCancelHandler(() -> {
		});
		responses.disableAutoRequest();
		responses.request(1);
	}

	private void ready() {
		ApplicationSession session = this.session;
		if (session != null) {
			session.ready();
		}
	}

	@Override
	public void onNext(ClientMessage message) {
		ApplicationSession session = this.session;
		if (session != null) {
			session.receive(this, message).thenRun(this::requestNext);
		}
		else if (!isClosed()) {
			this.session = this.attach.apply(this, message);
			requestNext();
		}
	}

	private void requestNext() {
		this.responses.request(1);
	}

	@Override
	public void onError(Throwable error) {
		ApplicationSession session = this.session;
		if (session != null) {
			session.disconnected(this, error);
		}
	}

	@Override
	public void onCompleted() {
		ApplicationSession session = this.session;
		if (session != null) {
			session.completed(this);
		}
		else {
			close(Status.INVALID_ARGUMENT.withDescription("Nothing was attached"));
		}
	}

	@Override
	public boolean isReady() {
		return this.responses.isReady();
	}

	@Override
	public synchronized void send(DriverMessage message) {
		if (!this.closed && !this.responses.isCancelled()) {
			this.responses.onNext(message);
		}
	}

	@Override
	public void complete() {
		close(Status.OK);
	}

	/**
	 * End the connection. Does nothing if it has ended.
	 */
	synchronized void close(Status status) {
		if (this.closed) {
			return;
		}
		this.closed = true;
		if (this.responses.isCancelled()) {
			return;
		}
		if (status.isOk()) {
			this.responses.onCompleted();
		}
		else {
			this.responses.onError(status.asRuntimeException());
		}
	}

	private synchronized boolean isClosed() {
		return this.closed;
	}

}
