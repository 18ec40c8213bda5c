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

package io.github.raytaskrunner.backend.ray.cluster;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.backend.ray.gcs.InternalKVGcsServiceGrpc;
import io.github.raytaskrunner.backend.ray.gcs.InternalKVGetRequest;
import io.github.raytaskrunner.threads.DaemonThreads;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.stub.MetadataUtils;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's global control store, in which Ray records where its dashboard listens.
 */
final class ControlStore {

	private static final Log logger = LogFactory.getLog(ControlStore.class);

	private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization",
			Metadata.ASCII_STRING_MARSHALLER);

	private static final ByteString DASHBOARD = ByteString.copyFromUtf8("dashboard");

	private static final int TIMEOUT_SECONDS = 3;

	private final URI address;

	/**
	 * Create a new instance.
	 * @param address host and port
	 */
	ControlStore(String address) {
		this.address = URI.create("gcs://" + address);
	}

	/**
	 * Ask for the port that the dashboard listens on. Its host is the one of this store,
	 * by whatever name that is known here.
	 * @param token the token of the cluster; if there is none and the cluster asks for
	 * one, that of this user is tried
	 * @return the port, or nothing if none is recorded or nobody answers
	 */
	OptionalInt dashboardPort(ClusterToken token) {
		// gRPC would warn about it, and the dashboard's client says it
		if (new InetSocketAddress(this.address.getHost(), this.address.getPort()).isUnresolved()) {
			return OptionalInt.empty();
		}
		try {
			return ask(token);
		}
		catch (StatusRuntimeException ex) {
			ClusterToken ofUser = ClusterToken.ofUser();
			if (ex.getStatus().getCode() == Status.Code.UNAUTHENTICATED && !token.isPresent() && ofUser.isPresent()) {
				return dashboardPort(ofUser);
			}
			logger.debug("The global control store at " + this.address + " does not tell where the dashboard listens",
					ex);
			return OptionalInt.empty();
		}
	}

	private OptionalInt ask(ClusterToken token) {
		NioEventLoopGroup eventLoop = new NioEventLoopGroup(1, new DaemonThreads("ray-control-store"));
		ManagedChannel channel = NettyChannelBuilder.forAddress(this.address.getHost(), this.address.getPort())
			.channelType(NioSocketChannel.class)
			.eventLoopGroup(eventLoop)
			.directExecutor()
			.proxyDetector((address) -> null)
			.intercept(MetadataUtils.newAttachHeadersInterceptor(headers(token.get())))
			.usePlaintext()
			.build();
		try {
			ByteString value = InternalKVGcsServiceGrpc.newBlockingStub(channel)
				.withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
				.internalKVGet(InternalKVGetRequest.newBuilder().setKey(DASHBOARD).setNamespace(DASHBOARD).build())
				.getValue();
			return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(port(value.toStringUtf8()));
		}
		finally {
			channel.shutdownNow();
			eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
		}
	}

	private static Metadata headers(@Nullable String token) {
		Metadata headers = new Metadata();
		if (token != null) {
			headers.put(AUTHORIZATION, "Bearer " + token);
		}
		return headers;
	}

	private static int port(String recorded) {
		return Integer.parseInt(recorded.substring(recorded.lastIndexOf(':') + 1));
	}

}
