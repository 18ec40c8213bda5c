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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.protocol.DriverGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

/**
 * A connection on which anything is sent.
 */
final class RawAttachment {

	private RawAttachment() {
	}

	/**
	 * Send bytes that may be no message, and return how the call ends.
	 */
	static Code send(Channel channel, byte[] message) {
		MethodDescriptor<byte[], byte[]> attach = DriverGrpc.getAttachMethod()
			.toBuilder(new Bytes(), new Bytes())
			.build();
		CompletableFuture<Code> end = new CompletableFuture<>();
		StreamObserver<byte[]> requests = ClientCalls
			.asyncBidiStreamingCall(channel.newCall(attach, CallOptions.DEFAULT), new StreamObserver<>() {

				@Override
				public void onNext(byte[] answer) {
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
		requests.onNext(message);
		return end.orTimeout(10, TimeUnit.SECONDS).join();
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
