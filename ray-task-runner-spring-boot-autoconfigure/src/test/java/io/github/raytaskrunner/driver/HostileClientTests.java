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
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.protocol.Attach;
import io.github.raytaskrunner.protocol.Attempt;
import io.github.raytaskrunner.protocol.Cancel;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverGrpc;
import io.github.raytaskrunner.protocol.FetchRequest;
import io.github.raytaskrunner.protocol.Piece;
import io.github.raytaskrunner.protocol.PutValue;
import io.github.raytaskrunner.protocol.Receipt;
import io.github.raytaskrunner.protocol.RunCall;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.stub.MetadataUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a driver does with those who have no business with it, or who do not keep to the
 * protocol. Its application is served all the while.
 */
class HostileClientTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final String SECRET = "0123456789";

	private final NioEventLoopGroup eventLoop = new NioEventLoopGroup(1);

	private final List<ManagedChannel> channels = new ArrayList<>();

	private final List<Socket> sockets = new ArrayList<>();

	private ScriptedDriver driver;

	private Attachment application;

	private long calls;

	@BeforeEach
	void start() throws IOException {
		this.driver = ScriptedDriver.start(DriverSecret.Digest.of(SECRET), LIMIT);
		this.application = Attachment.open(channel(SECRET), "application", 1, 0);
		applicationIsServed();
	}

	@AfterEach
	void stop() throws IOException {
		try {
			applicationIsServed();
			assertThat(this.driver.end()).isNull();
		}
		finally {
			for (Socket socket : this.sockets) {
				socket.close();
			}
			this.channels.forEach(ManagedChannel::shutdownNow);
			this.driver.close();
			this.eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
		}
	}

	private void applicationIsServed() {
		this.application.send(runCall(++this.calls, 3, "abc"));
		assertThat(this.application.awaitFinished()).isEqualTo(this.calls);
	}

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
		assertThat(Attachment.open(channel, "application", 2, 0).end()).isEqualTo(Code.UNAUTHENTICATED);
	}

	@Test
	void refusesManyCallsWithoutTheSecret() {
		Channel channel = channel("wrong");
		List<Attachment> attachments = Stream.generate(() -> Attachment.open(channel, "application", 2, 0))
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
			Attachment.open(channel, "application", 2, 0).cancel();
		}
	}

	@Test
	void refusesLargeHeaders() {
		assertThat(fetch(channel("x".repeat(100_000)))).isNotEqualTo(Code.OK).isNotEqualTo(Code.NOT_FOUND);
	}

	@Test
	void refusesAnotherApplication() {
		assertThat(Attachment.open(channel(SECRET), "another", 1, 0).end()).isEqualTo(Code.ALREADY_EXISTS);
		assertThat(Attachment.open(channel(SECRET), "another", 2, 0).end()).isEqualTo(Code.NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 1_000_000, Long.MAX_VALUE })
	void refusesAConnectionThatCannotGoOn(long received) {
		// a receipt, so that the first message is not kept any more
		this.application.send(ClientMessage.newBuilder().setReceived(2).setReceipt(Receipt.getDefaultInstance()));
		applicationIsServed();
		assertThat(Attachment.open(channel(SECRET), "application", 2, received).end()).isEqualTo(Code.INVALID_ARGUMENT);
	}

	@Test
	void refusesAnOldConnection() {
		assertThat(Attachment.open(channel(SECRET), "application", 1, 0).end()).isEqualTo(Code.ABORTED);
		assertThat(Attachment.open(channel(SECRET), "application", -1, 0).end()).isEqualTo(Code.INVALID_ARGUMENT);
	}

	@Test
	void refusesAConnectionThatBeginsWithSomethingElse() {
		Attachment attachment = Attachment.open(channel(SECRET));
		attachment.send(runCall(1, 3, "abc"));
		assertThat(attachment.end()).isEqualTo(Code.INVALID_ARGUMENT);
	}

	@ParameterizedTest
	@MethodSource("nonsense")
	void endsASessionThatDoesNotKeepToTheProtocol(ClientMessage nonsense) {
		this.application.sendAsIs(nonsense);
		assertThat(this.application.end()).isEqualTo(Code.INVALID_ARGUMENT);
		assertThat(Attachment.open(channel(SECRET), "application", 2, 0).end()).isEqualTo(Code.NOT_FOUND);
		this.application = Attachment.open(channel(SECRET), "next", 1, 0);
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
					runCall(1, 2, "abc").setNumber(2),
					ClientMessage.newBuilder().setNumber(2).setPutValue(PutValue.newBuilder().setSize(-5)))
			.map(ClientMessage.Builder::build);
	}

	@Test
	void announcedSizesTakeNoMemory() {
		RunCall.Builder call = RunCall.newBuilder();
		for (int i = 0; i < 10_000; i++) {
			call.addAttempts(Attempt.newBuilder().setId(1000 + i).setPayloadSize(2_000_000_000));
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
		this.application = Attachment.open(channel(SECRET), "next", 1, 0);
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
		assertThat(RawAttachment.send(channel(SECRET), garbage)).isNotEqualTo(Code.OK);
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
		long open = this.sockets.stream().filter((socket) -> !isHungUp(socket)).count();
		assertThat(open).isLessThanOrEqualTo(100);
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
		this.application = Attachment.open(channel(SECRET), "application", 2, 2);
		this.application.goOn();
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.driver.port());
		socket.setSoTimeout(1);
		this.sockets.add(socket);
		return socket;
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

	private ManagedChannel channel(String secret) {
		Metadata headers = new Metadata();
		if (secret != null) {
			headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + secret);
		}
		ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", this.driver.port())
			.channelType(NioSocketChannel.class)
			.eventLoopGroup(this.eventLoop)
			.intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
			.usePlaintext()
			.build();
		this.channels.add(channel);
		return channel;
	}

	private static Code fetch(Channel channel) {
		try {
			DriverGrpc.newBlockingStub(channel)
				.withDeadlineAfter(10, TimeUnit.SECONDS)
				.fetch(FetchRequest.newBuilder().setAttempt(-1).build())
				.next();
			return Code.OK;
		}
		catch (StatusRuntimeException ex) {
			return ex.getStatus().getCode();
		}
	}

	private static ClientMessage.Builder runCall(long id, long size, String payload) {
		return ClientMessage.newBuilder()
			.setRunCall(RunCall.newBuilder()
				.addAttempts(Attempt.newBuilder()
					.setId(id)
					.setPayloadSize(size)
					.setPayload(ByteString.copyFromUtf8(payload))));
	}

}
