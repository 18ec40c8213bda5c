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

import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.protocol.Attach;
import io.github.raytaskrunner.protocol.Attempt;
import io.github.raytaskrunner.protocol.Cancel;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverGrpc;
import io.github.raytaskrunner.protocol.Payload;
import io.github.raytaskrunner.protocol.Piece;
import io.github.raytaskrunner.protocol.PutValue;
import io.github.raytaskrunner.protocol.Receipt;
import io.github.raytaskrunner.protocol.RunCall;
import io.grpc.Channel;
import io.grpc.Status.Code;
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

	@Test
	void refusesNoSecret() {
		refuses(channel(null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "wrong", "01234567890" })
	void refusesAWrongSecret(String secret) {
		refuses(channel(secret));
	}

	private static void refuses(Channel channel) {
		assertThat(fetch(channel)).isEqualTo(Code.UNAUTHENTICATED);
		assertThat(attach(channel, "application", 2, 0).end()).isEqualTo(Code.UNAUTHENTICATED);
	}

	@Test
	void refusesAnotherApplication() {
		assertThat(attach(channel(SECRET), "another", 1, 0).end()).isEqualTo(Code.ALREADY_EXISTS);
		assertThat(attach(channel(SECRET), "another", 2, 0).end()).isEqualTo(Code.NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 1_000_000, Long.MAX_VALUE })
	void refusesAConnectionThatCannotGoOn(long received) {
		// a receipt, so that the first message is not kept any more
		this.application.send(ClientMessage.newBuilder().setReceived(2).setReceipt(Receipt.getDefaultInstance()));
		applicationIsServed();
		assertThat(attach(channel(SECRET), "application", 2, received).end()).isEqualTo(Code.INVALID_ARGUMENT);
	}

	@Test
	void refusesAnOldConnection() {
		assertThat(attach(channel(SECRET), "application", 1, 0).end()).isEqualTo(Code.ABORTED);
		assertThat(attach(channel(SECRET), "application", -1, 0).end()).isEqualTo(Code.INVALID_ARGUMENT);
	}

	@Test
	void refusesAConnectionThatBeginsWithSomethingElse() {
		Attachment attachment = new Attachment();
		attachment.requests = DriverGrpc.newStub(channel(SECRET)).attach(attachment);
		attachment.send(runCall(1, 3, "abc"));
		assertThat(attachment.end()).isEqualTo(Code.INVALID_ARGUMENT);
	}

	@ParameterizedTest
	@MethodSource("nonsense")
	void endsASessionThatDoesNotKeepToTheProtocol(ClientMessage nonsense) {
		this.application.sendAsIs(nonsense);
		assertThat(this.application.end()).isEqualTo(Code.INVALID_ARGUMENT);
		assertThat(attach(channel(SECRET), "application", 2, 0).end()).isEqualTo(Code.NOT_FOUND);
		this.application = attach(channel(SECRET), "next", 1, 0);
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
	void announcedSizesTakeNoMemory() {
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

	private void endSession() {
		this.application.sendAsIs(ClientMessage.newBuilder().setNumber(Long.MAX_VALUE).build());
		assertThat(this.application.end()).isEqualTo(Code.INVALID_ARGUMENT);
		this.application = attach(channel(SECRET), "next", 1, 0);
	}

}
