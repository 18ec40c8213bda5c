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

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.Piece;
import io.github.raytaskrunner.protocol.Refused.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a driver does with those who send too much, nothing, or what is no message.
 */
class HostileConnectionTests extends ServedApplicationTests {

	@Test
	void survivesManyWithoutTheSecret() throws IOException {
		for (int i = 0; i < 2_000; i++) {
			try (Socket socket = connect()) {
				new Attachment(socket).attach("wrong", "application", 2, 0);
			}
		}
	}

	@Test
	void refusesALongFirstMessage() throws IOException {
		assertThat(attach("x".repeat(2_000), "application", 2, 0).end()).isNull();
	}

	@Test
	void refusesATooLargeMessage() throws IOException {
		Piece.Builder piece = Piece.newBuilder().setData(ByteString.copyFrom(new byte[5 * 1024 * 1024]));
		this.application.send(ClientMessage.newBuilder().setPiece(piece));
		assertThat(this.application.end()).isNull();
		attachAgain(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 1_000, 1_000_000 })
	void refusesWhatIsNotAMessage(int size) throws IOException {
		byte[] garbage = new byte[size];
		new Random(size).nextBytes(garbage);
		garbage[0] = (byte) 0xff;
		Attachment attachment = new Attachment(connect());
		attachment.sendBytes(garbage);
		assertThat(attachment.end()).isNull();
		this.application.sendBytes(garbage);
		assertThat(this.application.end()).isNull();
		attachAgain(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100, 10_000_000 })
	void survivesGarbage(int size) {
		byte[] garbage = new byte[size];
		new Random(size).nextBytes(garbage);
		for (int i = 0; i < 20; i++) {
			try {
				connect().getOutputStream().write(garbage);
			}
			catch (IOException ex) {
				// hung up on
			}
		}
	}

	@Test
	void survivesAFloodOfConnections() throws IOException {
		List<Attachment> flood = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			flood.add(new Attachment(connect()));
		}
		applicationIsServed();
		await().atMost(LIMIT).until(() -> flood.stream().filter((other) -> !other.hasEnded()).count() <= 100);
		// whoever says nothing loses the place, and then there is room for others
		await().atMost(LIMIT)
			.pollInterval(Duration.ofMillis(500))
			.until(() -> attach("another", 1, 0).end() == Code.OCCUPIED);
	}

	@Test
	void thoseWhoSayNothingDoNotKeepOthersOut() throws IOException {
		for (int i = 0; i < 1_000; i++) {
			connect();
		}
		int heard = 0;
		for (int i = 0; i < 50; i++) {
			connect();
			heard += (attach("another", 1, 0).end() == Code.OCCUPIED) ? 1 : 0;
		}
		assertThat(heard).isGreaterThan(25);
	}

	@Test
	void hangsUpOnThoseWhoTakeTheirTime() throws IOException {
		Socket socket = connect();
		Attachment attachment = new Attachment(socket);
		OutputStream output = socket.getOutputStream();
		output.write(new byte[] { 0, 0, 1, 0 });
		await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).until(() -> {
			sayALittle(output);
			return attachment.hasEnded();
		});
	}

	private static void sayALittle(OutputStream output) {
		try {
			output.write(1);
		}
		catch (IOException ex) {
			// hung up on
		}
	}

	private void attachAgain(int connection) throws IOException {
		this.application = attach("application", connection, 2);
		this.application.number = this.application.received.orTimeout(10, TimeUnit.SECONDS).join();
	}

}
