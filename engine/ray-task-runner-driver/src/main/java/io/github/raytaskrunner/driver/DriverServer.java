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

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.calls.NamedThreadFactory;
import io.github.raytaskrunner.launch.DriverConfig;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import org.jspecify.annotations.Nullable;

/**
 * Where a driver listens for its application. What can be asked of it without the secret
 * is limited, whoever asks.
 */
final class DriverServer implements Closeable {

	/**
	 * An application has one connection, and for a while one that it does not know to be
	 * broken.
	 */
	private static final int MAX_CONNECTIONS = 100;

	/**
	 * An application has one call for its session, and one for each value that it asks
	 * for at once; others wait at its end.
	 */
	private static final int MAX_CALLS_PER_CONNECTION = 1_000;

	private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

	private static final int MAX_HEADER_BYTES = 8 * 1024;

	private static final int MAX_RESETS_PER_SECOND = 1_000;

	private static final int HANDSHAKE_TIMEOUT_SECONDS = 5;

	/**
	 * A connection without calls is of no use to an application.
	 */
	private static final int IDLE_TIMEOUT_SECONDS = 10;

	private static final int PING_PERIOD_SECONDS = 10;

	private static final int PING_TIMEOUT_SECONDS = 10;

	private static final int CLOSE_TIMEOUT_SECONDS = 1;

	private final EventLoopGroup acceptor = new NioEventLoopGroup(1, new NamedThreadFactory("ray-driver-accept"));

	private final EventLoopGroup eventLoop = new NioEventLoopGroup(1, new NamedThreadFactory("ray-driver-io"));

	private final DriverService service;

	private final DriverConfig config;

	private final String nodeIp;

	private final String bindAddress;

	private final @Nullable ServerTls tls;

	private final Server server;

	/**
	 * Listen.
	 * @param config what the application tells this driver
	 * @param nodeIp IP address of the node
	 * @param tls the certificate to present, or {@code null} for plain text
	 * @param service what is offered
	 * @throws IOException if that fails
	 */
	DriverServer(DriverConfig config, String nodeIp, @Nullable ServerTls tls, DriverService service)
			throws IOException {
		this.config = config;
		this.nodeIp = nodeIp;
		this.bindAddress = (config.bindAddress() != null) ? config.bindAddress() : nodeIp;
		this.tls = tls;
		this.service = service;
		try {
			this.server = start();
		}
		catch (IOException | RuntimeException ex) {
			shutdownThreads();
			throw ex;
		}
	}

	private Server start() throws IOException {
		for (int port = this.config.firstPort(); true; port++) {
			try {
				return builder(new InetSocketAddress(this.bindAddress, port)).addService(this.service).build().start();
			}
			catch (IOException ex) {
				if (port >= this.config.lastPort()) {
					throw new IOException("No port of " + this.config.firstPort() + "-" + this.config.lastPort()
							+ " is free at " + this.bindAddress + ": " + ex.getMessage(), ex);
				}
			}
		}
	}

	private NettyServerBuilder builder(InetSocketAddress address) throws IOException {
		NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
			.channelFactory(() -> new LimitedServerChannel(MAX_CONNECTIONS))
			.bossEventLoopGroup(this.acceptor)
			.workerEventLoopGroup(this.eventLoop)
			// what takes messages does not block, and another thread is another wait
			.directExecutor()
			.intercept(new SecretInterceptor(this.config.secret()))
			.handshakeTimeout(HANDSHAKE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
			.maxConnectionIdle(IDLE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
			.maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
			.maxInboundMessageSize(MAX_MESSAGE_BYTES)
			.maxInboundMetadataSize(MAX_HEADER_BYTES)
			.maxRstFramesPerWindow(MAX_RESETS_PER_SECOND, 1)
			.keepAliveTime(PING_PERIOD_SECONDS, TimeUnit.SECONDS)
			.keepAliveTimeout(PING_TIMEOUT_SECONDS, TimeUnit.SECONDS)
			.permitKeepAliveTime(PING_PERIOD_SECONDS / 2, TimeUnit.SECONDS);
		return (this.tls != null) ? builder.sslContext(sslContext(this.tls)) : builder;
	}

	private static SslContext sslContext(ServerTls tls) throws IOException {
		try (InputStream certificates = Files.newInputStream(tls.certificate())) {
			Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
				.generateCertificates(certificates);
			SslContextBuilder builder = SslContextBuilder.forServer(PrivateKeyFile.read(tls.privateKey()),
					chain.toArray(X509Certificate[]::new));
			if (tls.clientAuthorities() != null) {
				builder.trustManager(tls.clientAuthorities().toFile()).clientAuth(ClientAuth.REQUIRE);
			}
			return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
		}
		catch (CertificateException | IllegalArgumentException ex) {
			throw new IOException("Cannot use the certificate " + tls.certificate() + " with the private key "
					+ tls.privateKey() + ": " + ex.getMessage(), ex);
		}
	}

	/**
	 * Return the address of this machine by which it can be reached, as far as known
	 * here.
	 */
	String host() throws UnknownHostException {
		boolean everywhere = InetAddress.getByName(this.bindAddress).isAnyLocalAddress();
		return everywhere ? this.nodeIp : this.bindAddress;
	}

	/**
	 * Return the port that it listens on.
	 */
	int port() {
		return this.server.getPort();
	}

	@Override
	public void close() {
		this.service.close();
		try {
			this.server.shutdownNow().awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		shutdownThreads();
	}

	private void shutdownThreads() {
		this.acceptor.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		this.eventLoop.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
	}

}
