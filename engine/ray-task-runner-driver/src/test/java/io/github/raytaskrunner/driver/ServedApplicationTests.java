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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.protocol.Attach;
import io.github.raytaskrunner.protocol.Attempt;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverGrpc;
import io.github.raytaskrunner.protocol.FetchRequest;
import io.github.raytaskrunner.protocol.Payload;
import io.github.raytaskrunner.protocol.PutValue;
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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class of tests of what a driver does with others, while its application is served.
 */
abstract class ServedApplicationTests {

	static final Duration LIMIT = Duration.ofSeconds(20);

	static final String SECRET = "0123456789";

	private final NioEventLoopGroup eventLoop = new NioEventLoopGroup(1);

	private final List<ManagedChannel> channels = new ArrayList<>();

	final List<Socket> sockets = new ArrayList<>();

	ScriptedDriver driver;

	Attachment application;

	private long calls;

	@BeforeEach
	void start() throws IOException {
		this.driver = ScriptedDriver.start(DriverSecret.Digest.of(SECRET), LIMIT);
		this.application = attach(channel(SECRET), "application", 1, 0);
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

	final void applicationIsServed() {
		this.application.send(runCall(++this.calls, 3, "abc"));
		assertThat(this.application.awaitFinished()).isEqualTo(this.calls);
	}

	final Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.driver.port());
		socket.setSoTimeout(1);
		this.sockets.add(socket);
		return socket;
	}

	final ManagedChannel channel(String secret) {
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

	static Code fetch(Channel channel) {
		return fetch(channel, -1);
	}

	static Code fetch(Channel channel, long attempt) {
		try {
			DriverGrpc.newBlockingStub(channel)
				.withDeadlineAfter(10, TimeUnit.SECONDS)
				.fetch(FetchRequest.newBuilder().setAttempt(attempt).build())
				.next();
			return Code.OK;
		}
		catch (StatusRuntimeException ex) {
			return ex.getStatus().getCode();
		}
	}

	static ClientMessage.Builder runCall(long id, long size, String payload) {
		return ClientMessage.newBuilder()
			.setRunCall(RunCall.newBuilder()
				.addAttempts(Attempt.newBuilder()
					.setId(id)
					.setTask(Payload.newBuilder().setSize(size).setData(ByteString.copyFromUtf8(payload)))));
	}

	static ClientMessage.Builder put(long attempt) {
		Payload.Builder value = Payload.newBuilder().setSize(3).setData(ByteString.copyFromUtf8("abc"));
		return ClientMessage.newBuilder().setPutValue(PutValue.newBuilder().setAttempt(attempt).setValue(value));
	}

	static Attachment attach(Channel channel, String session, int connection, long received) {
		Attachment attachment = new Attachment();
		attachment.requests = DriverGrpc.newStub(channel).attach(attachment);
		attachment.sendAsIs(ClientMessage.newBuilder()
			.setReceived(received)
			.setAttach(Attach.newBuilder().setSession(session).setConnection(connection))
			.build());
		return attachment;
	}

}
