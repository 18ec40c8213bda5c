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

package io.github.raytaskrunner.backend.ray.code;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.protocol.DriverGrpc;
import io.github.raytaskrunner.protocol.FetchRequest;
import io.github.raytaskrunner.protocol.ValuePiece;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.ray.api.Ray;

/**
 * Program that serves and makes one call with what is on the driver's class path, and
 * prints where gRPC, Guava and Ray come from.
 */
public final class GrpcRoundTrip {

	private GrpcRoundTrip() {
	}

	public static void main(String[] args) throws Exception {
		InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		Server server = NettyServerBuilder.forAddress(loopback).addService(new EchoDriver()).build().start();
		ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
		FetchRequest request = FetchRequest.newBuilder().setAttempt(42).build();
		ValuePiece piece = DriverGrpc.newBlockingStub(channel)
			.withDeadlineAfter(30, TimeUnit.SECONDS)
			.fetch(request)
			.next();
		System.out.println("answer: " + piece.getData().toStringUtf8());
		System.out.println("ray: " + Ray.class.getProtectionDomain().getCodeSource().getLocation());
		channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
		server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
	}

	private static final class EchoDriver extends DriverGrpc.DriverImplBase {

		@Override
		public void fetch(FetchRequest request, StreamObserver<ValuePiece> observer) {
			ByteString data = ByteString.copyFromUtf8("attempt " + request.getAttempt());
			observer.onNext(ValuePiece.newBuilder().setData(data).build());
			observer.onCompleted();
		}

	}

}
