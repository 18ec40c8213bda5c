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

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.Event;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;

/**
 * A connection by hand.
 */
final class Attachment implements StreamObserver<DriverMessage> {

	private final CompletableFuture<Code> end = new CompletableFuture<>();

	final CompletableFuture<Long> received = new CompletableFuture<>();

	private final BlockingQueue<Long> finished = new LinkedBlockingQueue<>();

	StreamObserver<ClientMessage> requests;

	long number;

	void send(ClientMessage.Builder message) {
		sendAsIs(message.hasReceipt() ? message.build() : message.setNumber(++this.number).build());
	}

	void sendAsIs(ClientMessage message) {
		this.requests.onNext(message);
	}

	Code end() {
		return this.end.orTimeout(10, TimeUnit.SECONDS).join();
	}

	long awaitFinished() {
		try {
			Long attempt = this.finished.poll(10, TimeUnit.SECONDS);
			return (attempt != null) ? attempt : -1;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void cancel() {
		this.requests.onError(Status.CANCELLED.asRuntimeException());
	}

	@Override
	public void onNext(DriverMessage message) {
		if (message.hasAttached()) {
			this.received.complete(message.getReceived());
		}
		message.getEvents()
			.getEventsList()
			.stream()
			.filter(Event::hasFinished)
			.forEach((event) -> this.finished.add(event.getFinished().getAttempt()));
	}

	@Override
	public void onError(Throwable error) {
		this.end.complete(Status.fromThrowable(error).getCode());
	}

	@Override
	public void onCompleted() {
		this.end.complete(Code.OK);
	}

}
