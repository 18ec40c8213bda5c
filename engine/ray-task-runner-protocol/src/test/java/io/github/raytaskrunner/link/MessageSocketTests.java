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

package io.github.raytaskrunner.link;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.protocol.ValuePiece;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * Messages over a socket.
 */
class MessageSocketTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final int BYTES = 1_000_000;

	private static final int MAX_BYTES = 2_000_000;

	private final AtomicInteger ready = new AtomicInteger();

	private Socket near;

	private Socket far;

	private MessageSocket<ValuePiece, ValuePiece> nearMessages;

	@BeforeEach
	void connect() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.near = new Socket(server.getInetAddress(), server.getLocalPort());
			this.far = server.accept();
		}
		this.nearMessages = messages(this.near);
	}

	private MessageSocket<ValuePiece, ValuePiece> messages(Socket socket) throws IOException {
		return new MessageSocket<>(socket, socket, ValuePiece.parser(), "send", this.ready::incrementAndGet);
	}

	@AfterEach
	void close() throws IOException {
		this.nearMessages.close();
		this.far.close();
	}

	@Test
	void messagesArriveInTheirOrder() throws IOException {
		MessageSocket<ValuePiece, ValuePiece> farMessages = messages(this.far);
		for (int size = 1; size <= BYTES; size *= 10) {
			this.nearMessages.send(message(size));
		}
		for (int size = 1; size <= BYTES; size *= 10) {
			assertThat(farMessages.receive(MAX_BYTES)).isEqualTo(message(size));
		}
	}

	@Test
	void emptyMessagesAreNoMessages() throws IOException {
		write(0, new byte[0]);
		write(0, new byte[0]);
		byte[] message = message(3).toByteArray();
		write(message.length, message);
		assertThat(this.nearMessages.receive(MAX_BYTES)).isEqualTo(message(3));
	}

	@Test
	void isNotReadyWhileTheOtherEndTakesNothing() throws IOException {
		int sent = 0;
		while (this.nearMessages.isReady()) {
			this.nearMessages.send(message(BYTES));
			sent++;
		}
		MessageSocket<ValuePiece, ValuePiece> farMessages = messages(this.far);
		for (int i = 0; i < sent; i++) {
			assertThat(farMessages.receive(MAX_BYTES)).isEqualTo(message(BYTES));
		}
		await().atMost(LIMIT).untilAsserted(() -> assertThat(this.ready).hasPositiveValue());
		assertThat(this.nearMessages.isReady()).isTrue();
	}

	@Test
	void otherEndHearsThatNoMoreFollowsAndMayStillSend() throws IOException {
		MessageSocket<ValuePiece, ValuePiece> farMessages = messages(this.far);
		this.nearMessages.send(message(1));
		this.nearMessages.complete();
		assertThat(farMessages.receive(MAX_BYTES)).isEqualTo(message(1));
		assertThat(farMessages.receive(MAX_BYTES)).isNull();
		farMessages.send(message(2));
		assertThat(this.nearMessages.receive(MAX_BYTES)).isEqualTo(message(2));
	}

	@Test
	void tooLargeAMessageIsNone() throws IOException {
		write(MAX_BYTES + 1, new byte[1]);
		assertThatIOException().isThrownBy(() -> this.nearMessages.receive(MAX_BYTES)).withMessageContaining("2000001");
	}

	@Test
	void negativeSizeIsNone() throws IOException {
		write(-1, new byte[1]);
		assertThatIOException().isThrownBy(() -> this.nearMessages.receive(MAX_BYTES)).withMessageContaining("-1");
	}

	@Test
	void connectionThatEndsWithinAMessageIsBroken() throws IOException {
		write(5, new byte[4]);
		this.far.close();
		assertThatIOException().isThrownBy(() -> this.nearMessages.receive(MAX_BYTES))
			.withMessage("The connection ended within a message");
	}

	@Test
	void whoReceivesHearsThatTheConnectionWasClosed() {
		Thread closer = new Thread(this.nearMessages::close);
		closer.start();
		assertThatIOException().isThrownBy(() -> this.nearMessages.receive(MAX_BYTES));
	}

	private static ValuePiece message(int bytes) {
		return ValuePiece.newBuilder().setData(ByteString.copyFrom(new byte[bytes])).build();
	}

	private void write(int size, byte[] bytes) throws IOException {
		DataOutputStream output = new DataOutputStream(this.far.getOutputStream());
		output.writeInt(size);
		output.write(bytes);
	}

}
