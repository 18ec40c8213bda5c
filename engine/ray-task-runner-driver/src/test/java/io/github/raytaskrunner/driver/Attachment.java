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

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.protocol.Attach;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.Event;
import io.github.raytaskrunner.protocol.Refused;

/**
 * A connection by hand.
 */
final class Attachment {

	private static final int LIMIT_SECONDS = 20;

	/**
	 * Why the driver ended it, or nothing if it hung up without a word.
	 */
	private final CompletableFuture<Refused.Code> end = new CompletableFuture<>();

	final CompletableFuture<Long> received = new CompletableFuture<>();

	private final BlockingQueue<Long> finished = new LinkedBlockingQueue<>();

	/**
	 * What came of values that were asked for: whether there was one.
	 */
	private final BlockingQueue<Boolean> values = new LinkedBlockingQueue<>();

	private final Socket socket;

	long number;

	Attachment(Socket socket) {
		this.socket = socket;
		Thread thread = new Thread(this::readAll, "attachment");
		thread.setDaemon(true);
		thread.start();
	}

	void attach(String secret, String session, int connection, long received) {
		sendAsIs(ClientMessage.newBuilder()
			.setReceived(received)
			.setAttach(Attach.newBuilder().setSecret(secret).setSession(session).setConnection(connection))
			.build());
	}

	void send(ClientMessage.Builder message) {
		sendAsIs(message.hasReceipt() ? message.build() : message.setNumber(++this.number).build());
	}

	void sendAsIs(ClientMessage message) {
		sendBytes(message.toByteArray());
	}

	void sendBytes(byte[] message) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			DataOutputStream output = new DataOutputStream(bytes);
			output.writeInt(message.length);
			output.write(message);
			this.socket.getOutputStream().write(bytes.toByteArray());
		}
		catch (IOException ex) {
			// hung up on, as the end tells
		}
	}

	private void readAll() {
		Refused.Code why = null;
		try {
			DataInputStream input = new DataInputStream(this.socket.getInputStream());
			while (true) {
				byte[] bytes = new byte[input.readInt()];
				input.readFully(bytes);
				DriverMessage message = DriverMessage.parseFrom(bytes);
				if (message.hasRefused()) {
					why = message.getRefused().getCode();
				}
				received(message);
			}
		}
		catch (IOException ex) {
			this.end.complete(why);
		}
	}

	private void received(DriverMessage message) {
		if (message.hasAttached()) {
			this.received.complete(message.getReceived());
		}
		if (message.hasValuePiece() || message.hasValueLost()) {
			this.values.add(message.hasValuePiece());
		}
		message.getEvents()
			.getEventsList()
			.stream()
			.filter(Event::hasFinished)
			.forEach((event) -> this.finished.add(event.getFinished().getAttempt()));
	}

	/**
	 * Wait for the end.
	 * @return why the driver ended it, or {@code null} if it hung up without a word
	 */
	Refused.Code end() {
		return this.end.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
	}

	boolean hasEnded() {
		return this.end.isDone();
	}

	long awaitFinished() {
		Long attempt = await(this.finished);
		return (attempt != null) ? attempt : -1;
	}

	/**
	 * Wait for what was asked for.
	 * @return whether there is such a value, or {@code null} if there is no answer
	 */
	Boolean awaitValue() {
		return await(this.values);
	}

	private static <T> T await(BlockingQueue<T> queue) {
		try {
			return queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
