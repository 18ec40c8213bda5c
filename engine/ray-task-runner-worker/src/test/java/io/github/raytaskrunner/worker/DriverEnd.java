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

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.wire.DriverAddress;
import io.github.raytaskrunner.wire.Message;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other end of the worker protocol, which says what a test wants it to.
 */
final class DriverEnd implements Closeable {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

	private Socket socket;

	private DataInputStream input;

	DriverEnd() throws IOException {
		this.server.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
	}

	DriverAddress address() {
		return new DriverAddress("127.0.0.1", this.server.getLocalPort(), "token");
	}

	/**
	 * Wait for the first messages of a worker.
	 */
	void accept(long lease) throws IOException {
		this.socket = this.server.accept();
		this.socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
		this.input = new DataInputStream(this.socket.getInputStream());
		assertThat(receive())
			.isEqualTo(new ToDriver.Hello(ToDriver.Hello.VERSION, "token", "127.0.0.1", ProcessHandle.current().pid()));
		assertThat(receive()).isEqualTo(new ToDriver.Ready(lease));
	}

	ToDriver receive() throws IOException {
		byte[] message = new byte[this.input.readInt()];
		this.input.readFully(message);
		return ToDriver.of(ByteBuffer.wrap(message));
	}

	AttemptEvent receiveEvent() throws IOException {
		return ((ToDriver.Event) receive()).event();
	}

	/**
	 * Wait for an event that is not the start of an attempt, which a worker tells of what
	 * takes its time.
	 */
	AttemptEvent receiveEnd() throws IOException {
		AttemptEvent event = receiveEvent();
		return (event instanceof AttemptEvent.Started) ? receiveEnd() : event;
	}

	void send(ToWorker message) throws IOException {
		ByteBuffer bytes = Message.toBytes(List.of(message));
		this.socket.getOutputStream().write(bytes.array(), 0, bytes.remaining());
	}

	void hangUp() throws IOException {
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		if (this.socket != null) {
			this.socket.close();
		}
	}

}
