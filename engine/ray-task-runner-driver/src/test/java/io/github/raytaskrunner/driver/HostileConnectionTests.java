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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverGrpc;
import io.github.raytaskrunner.protocol.Piece;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
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
	void refusesManyCallsWithoutTheSecret() {
		Channel channel = channel("wrong");
		List<Attachment> attachments = Stream.generate(() -> attach(channel, "application", 2, 0))
			.limit(5_000)
			.toList();
		// the connection may be hung up on in between
		attachments.forEach((attachment) -> assertThat(attachment.end()).isIn(Code.UNAUTHENTICATED, Code.UNAVAILABLE,
				Code.RESOURCE_EXHAUSTED));
	}

	@Test
	void survivesManyCallsThatAreCancelled() {
		Channel channel = channel("wrong");
		for (int i = 0; i < 5_000; i++) {
			attach(channel, "application", 2, 0).cancel();
		}
	}

	@Test
	void refusesLargeHeaders() {
		assertThat(fetch(channel("x".repeat(100_000)))).isNotEqualTo(Code.OK).isNotEqualTo(Code.NOT_FOUND);
	}

	@Test
	void refusesATooLargeMessage() {
		Piece.Builder piece = Piece.newBuilder().setData(ByteString.copyFrom(new byte[5 * 1024 * 1024]));
		this.application.send(ClientMessage.newBuilder().setPiece(piece));
		assertThat(this.application.end()).isIn(Code.RESOURCE_EXHAUSTED, Code.CANCELLED);
		attachAgain();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 1_000, 1_000_000 })
	void refusesWhatIsNotAMessage(int size) {
		byte[] garbage = new byte[size];
		new Random(size).nextBytes(garbage);
		garbage[0] = (byte) 0xff;
		Channel channel = channel(SECRET);
		MethodDescriptor<byte[], byte[]> attach = DriverGrpc.getAttachMethod()
			.toBuilder(new Bytes(), new Bytes())
			.build();
		CompletableFuture<Code> end = new CompletableFuture<>();
		StreamObserver<byte[]> requests = ClientCalls
			.asyncBidiStreamingCall(channel.newCall(attach, CallOptions.DEFAULT), new StreamObserver<>() {

				@Override
				public void onNext(byte[] message) {
				}

				@Override
				public void onError(Throwable error) {
					end.complete(Status.fromThrowable(error).getCode());
				}

				@Override
				public void onCompleted() {
					end.complete(Code.OK);
				}

			});
		requests.onNext(garbage);
		assertThat(end.orTimeout(10, TimeUnit.SECONDS).join()).isNotEqualTo(Code.OK);
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
		for (int i = 0; i < 2_000; i++) {
			connect();
		}
		applicationIsServed();
		await().atMost(LIMIT).until(() -> this.sockets.stream().filter((socket) -> !isHungUp(socket)).count() <= 100);
		// whoever says nothing loses the place, and then there is room for others
		await().atMost(LIMIT)
			.pollInterval(Duration.ofMillis(500))
			.until(() -> fetch(channel(SECRET)) == Code.NOT_FOUND);
	}

	@Test
	void hangsUpOnConnectionsWithoutCalls() {
		ManagedChannel channel = channel("wrong");
		fetch(channel);
		await().atMost(LIMIT).until(() -> channel.getState(false).name().equals("IDLE"));
	}

	private void attachAgain() {
		this.application = attach(channel(SECRET), "application", 2, 2);
		this.application.number = this.application.received.orTimeout(10, TimeUnit.SECONDS).join();
	}

	private static boolean isHungUp(Socket socket) {
		try {
			// the driver's greeting comes first
			while (socket.getInputStream().read() >= 0) {
				continue;
			}
			return true;
		}
		catch (IOException ex) {
			return !(ex instanceof SocketTimeoutException);
		}
	}

	private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

		@Override
		public InputStream stream(byte[] value) {
			return new ByteArrayInputStream(value);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
