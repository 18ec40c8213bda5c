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
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.protocol.Attach;
import io.github.raytaskrunner.protocol.Attempt;
import io.github.raytaskrunner.protocol.Cancel;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.Payload;
import io.github.raytaskrunner.protocol.Piece;
import io.github.raytaskrunner.protocol.PutValue;
import io.github.raytaskrunner.protocol.Receipt;
import io.github.raytaskrunner.protocol.Refused.Code;
import io.github.raytaskrunner.protocol.RunCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a driver does with those who have no business with it, or who do not keep to the
 * protocol.
 */
class HostileClientTests extends ServedApplicationTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "wrong", "01234567890" })
	void refusesAWrongSecret(String secret) throws IOException {
		assertThat(attach(secret, "application", 2, 0).end()).isEqualTo(Code.WRONG_SECRET);
	}

	@Test
	void refusesAnotherApplication() throws IOException {
		assertThat(attach("another", 1, 0).end()).isEqualTo(Code.OCCUPIED);
		assertThat(attach("another", 2, 0).end()).isEqualTo(Code.UNKNOWN_SESSION);
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 1_000_000, Long.MAX_VALUE })
	void refusesAConnectionThatCannotGoOn(long received) throws IOException {
		// a receipt, so that the first message is not kept any more
		this.application.send(ClientMessage.newBuilder().setReceived(2).setReceipt(Receipt.getDefaultInstance()));
		applicationIsServed();
		assertThat(attach("application", 2, received).end()).isEqualTo(Code.INVALID);
	}

	@Test
	void refusesAnOldConnection() throws IOException {
		assertThat(attach("application", 1, 0).end()).isEqualTo(Code.OUTDATED);
		assertThat(attach("application", -1, 0).end()).isEqualTo(Code.INVALID);
	}

	@Test
	void refusesAConnectionThatBeginsWithSomethingElse() throws IOException {
		Attachment attachment = new Attachment(connect());
		attachment.send(runCall(1, 3, "abc"));
		assertThat(attachment.end()).isEqualTo(Code.WRONG_SECRET);
	}

	@ParameterizedTest
	@MethodSource("nonsense")
	void endsASessionThatDoesNotKeepToTheProtocol(ClientMessage nonsense) throws IOException {
		this.application.sendAsIs(nonsense);
		assertThat(this.application.end()).isEqualTo(Code.INVALID);
		assertThat(attach("application", 2, 0).end()).isEqualTo(Code.UNKNOWN_SESSION);
		this.application = attach("next", 1, 0);
	}

	static Stream<ClientMessage> nonsense() {
		// the application has sent one message
		return Stream
			.of(ClientMessage.newBuilder().setNumber(2),
					ClientMessage.newBuilder().setNumber(7).setCancel(Cancel.getDefaultInstance()),
					ClientMessage.newBuilder().setNumber(2).setReceived(99).setCancel(Cancel.getDefaultInstance()),
					ClientMessage.newBuilder().setNumber(2).setAttach(Attach.getDefaultInstance()),
					ClientMessage.newBuilder().setNumber(2).setPiece(Piece.getDefaultInstance()),
					runCall(1, -1, "").setNumber(2), runCall(1, Long.MAX_VALUE, "").setNumber(2),
					runCall(1, 2, "abc").setNumber(2), readingCall(new byte[7]).setNumber(2),
					readingCall(new byte[8]).setNumber(2),
					ClientMessage.newBuilder()
						.setNumber(2)
						.setPutValue(PutValue.newBuilder().setValue(Payload.newBuilder().setSize(-5))))
			.map(ClientMessage.Builder::build);
	}

	private static ClientMessage.Builder readingCall(byte[] upstreams) {
		Payload payload = Payload.newBuilder()
			.setSize(upstreams.length)
			.setData(ByteString.copyFrom(upstreams))
			.build();
		return ClientMessage.newBuilder()
			.setRunCall(RunCall.newBuilder().addAttempts(Attempt.newBuilder().setId(1).setUpstreams(payload)));
	}

	@Test
	void announcedSizesTakeNoMemory() throws IOException {
		RunCall.Builder call = RunCall.newBuilder();
		for (int i = 0; i < 10_000; i++) {
			call.addAttempts(Attempt.newBuilder().setId(1000 + i).setTask(Payload.newBuilder().setSize(2_000_000_000)));
		}
		this.application.send(ClientMessage.newBuilder().setRunCall(call));
		Piece.Builder piece = Piece.newBuilder().setData(ByteString.copyFrom(new byte[1_000]));
		for (int i = 0; i < 100; i++) {
			this.application.send(ClientMessage.newBuilder().setPiece(piece));
		}
		endSession();
	}

	private void endSession() throws IOException {
		this.application.sendAsIs(ClientMessage.newBuilder().setNumber(Long.MAX_VALUE).build());
		assertThat(this.application.end()).isEqualTo(Code.INVALID);
		this.application = attach("next", 1, 0);
	}

}
