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

package io.github.raytaskrunner.backend.ray;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.stub.MetadataUtils;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A gRPC channel to a driver, with threads of its own and the secret in every call.
 */
final class DriverChannel implements AutoCloseable {

	private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization",
			Metadata.ASCII_STRING_MARSHALLER);

	private static final int THREADS = 2;

	private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

	/**
	 * The shortest that gRPC allows. A connection that is dead without saying so is found
	 * out after this and the timeout.
	 */
	private static final int PING_PERIOD_SECONDS = 10;

	private static final int PING_TIMEOUT_SECONDS = 10;

	private static final long CLOSE_TIMEOUT_SECONDS = 2;

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS, threads("ray-driver-client-"));

	// Java's own sockets: Netty's native ones would load a library into the application
	private final EventLoopGroup eventLoop = new NioEventLoopGroup(1, threads("ray-driver-io-"));

	private final DriverEndpoint endpoint;

	private final ManagedChannel channel;

	DriverChannel(DriverEndpoint endpoint, DriverSecret secret) {
		this.endpoint = endpoint;
		Metadata headers = new Metadata();
		headers.put(AUTHORIZATION, "Bearer " + secret.value());
		this.channel = NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
			.channelType(NioSocketChannel.class)
			.eventLoopGroup(this.eventLoop)
			.executor(this.executor)
			.intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
			.withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
			.keepAliveTime(PING_PERIOD_SECONDS, TimeUnit.SECONDS)
			.keepAliveTimeout(PING_TIMEOUT_SECONDS, TimeUnit.SECONDS)
			.proxyDetector((address) -> null)
			.usePlaintext()
			.build();
	}

	Channel channel() {
		return this.channel;
	}

	/**
	 * Try at once to connect, if that failed a while ago.
	 */
	void retryNow() {
		this.channel.resetConnectBackoff();
	}

	String endpoint() {
		return this.endpoint.host() + ":" + this.endpoint.port();
	}

	@Override
	public void close() {
		this.channel.shutdown();
		try {
			if (!this.channel.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
				this.channel.shutdownNow().awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
			}
		}
		catch (InterruptedException ex) {
			this.channel.shutdownNow();
			Thread.currentThread().interrupt();
		}
		this.eventLoop.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		this.executor.shutdown();
	}

	private static ThreadFactory threads(String prefix) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
		threads.setDaemon(true);
		return threads;
	}

}
