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

import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import io.github.raytaskrunner.backend.Waits;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.threads.DaemonThreads;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.MetadataUtils;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * A gRPC channel to a driver, with threads of its own and the secret in every call.
 */
final class DriverChannel implements AutoCloseable {

	private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization",
			Metadata.ASCII_STRING_MARSHALLER);

	private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

	/**
	 * The shortest that gRPC allows. A connection that is dead without saying so is found
	 * out after this and the timeout.
	 */
	private static final int PING_PERIOD_SECONDS = 10;

	private static final int PING_TIMEOUT_SECONDS = 10;

	private static final long CLOSE_TIMEOUT_SECONDS = 1;

	private final EventLoopGroup eventLoop;

	private final DriverEndpoint endpoint;

	private final ManagedChannel channel;

	private final @Nullable DriverTls tls;

	/**
	 * Create a new channel, which connects when it is used.
	 * @param tls how to encrypt, or {@code null} for plain text
	 */
	DriverChannel(DriverEndpoint endpoint, DriverSecret secret, @Nullable DriverTls tls) {
		this.endpoint = endpoint;
		this.tls = tls;
		Metadata headers = new Metadata();
		headers.put(AUTHORIZATION, secret.authorization());
		NettyChannelBuilder builder = NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
			.channelType(NioSocketChannel.class)
			.intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
			.withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
			.keepAliveTime(PING_PERIOD_SECONDS, TimeUnit.SECONDS)
			.keepAliveTimeout(PING_TIMEOUT_SECONDS, TimeUnit.SECONDS)
			.proxyDetector((address) -> null);
		secure(builder, tls);
		// only now that nothing can fail any more; Java's own sockets, though gRPC loads
		// Netty's native ones wherever it finds them
		this.eventLoop = new NioEventLoopGroup(1, new DaemonThreads("ray-driver-io"));
		// what takes messages does not block, and another thread for it is another wait
		this.channel = builder.directExecutor().eventLoopGroup(this.eventLoop).build();
	}

	private static void secure(NettyChannelBuilder builder, @Nullable DriverTls tls) {
		if (tls == null) {
			builder.usePlaintext();
			return;
		}
		if (tls.serverName() != null) {
			builder.overrideAuthority(tls.serverName());
		}
		try {
			// Java's own TLS: others load a native library into the application
			SslContextBuilder context = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
				.trustManager(tls.trust());
			if (tls.key() != null) {
				context.keyManager(tls.key());
			}
			builder.sslContext(context.build());
		}
		catch (SSLException ex) {
			throw new DriverException("The SSL bundle '" + tls.bundle() + "' cannot be used for the driver", ex);
		}
	}

	/**
	 * Describe why a call failed.
	 */
	String describe(Throwable error) {
		String description = DriverException.describe(error);
		if (this.tls != null && (description.contains("SSL")
				|| NestedExceptionUtils.getRootCause(error) instanceof GeneralSecurityException)) {
			return description + " (the SSL bundle '" + this.tls.bundle() + "' of ray.driver.ssl.bundle has to trust "
					+ "the driver's certificate, and this has to name " + this.channel.authority()
					+ " or what ray.driver.ssl.server-name says)";
		}
		return description;
	}

	/**
	 * Describe why a call failed if none ever succeeded.
	 */
	String describeFirst(Throwable error) {
		String description = describe(error);
		return (this.tls == null && Status.fromThrowable(error).getCode() == Status.Code.UNAVAILABLE)
				? description + " (a driver that expects TLS would also hang up: is ray.driver.ssl.bundle missing?)"
				: description;
	}

	Channel channel() {
		return this.channel;
	}

	/**
	 * Use a new connection from now on, whatever the state of the last one.
	 */
	void renew() {
		this.channel.enterIdle();
	}

	String endpoint() {
		return this.endpoint.toString();
	}

	/**
	 * Close the channel. Calls that are under way fail.
	 */
	@Override
	public void close() {
		Waits.await(() -> this.channel.shutdownNow().awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS));
		this.eventLoop.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
	}

}
