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

import java.time.Duration;
import java.util.concurrent.ExecutionException;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.protocol.ValuePiece;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests of {@link ValueFetch}.
 */
class ValueFetchTests {

	private static final ByteString DATA = ByteString.copyFromUtf8("data");

	@ParameterizedTest
	@ValueSource(longs = { -1, 2, Integer.MAX_VALUE, Long.MAX_VALUE })
	void valueThatCannotBeTakenIsLostAndNotAskedForAgain(long size) {
		try (DriverChannel channel = new DriverChannel(new DriverEndpoint("127.0.0.1", 1), DriverSecret.random(),
				null)) {
			DriverSession session = session(channel);
			ValueFetch fetch = new ValueFetch(new NoChannel(), session, 1, Duration.ofMinutes(1));
			assertThatThrownBy(() -> fetch.onNext(ValuePiece.newBuilder().setSize(size).setData(DATA).build()))
				.isNotNull();
			fetch.onError(Status.CANCELLED.asRuntimeException());
			fetch.start();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(fetch.value()::get)
				.withCauseInstanceOf(ValueLostException.class)
				.withMessageContaining("cannot be taken here");
			session.end();
		}
	}

	@Test
	void valueOfAllPiecesIsComplete() throws Exception {
		try (DriverChannel channel = new DriverChannel(new DriverEndpoint("127.0.0.1", 1), DriverSecret.random(),
				null)) {
			DriverSession session = session(channel);
			ValueFetch fetch = new ValueFetch(new NoChannel(), session, 1, Duration.ofMinutes(1));
			fetch.onNext(ValuePiece.newBuilder().setSize(8).setData(DATA).build());
			fetch.onNext(ValuePiece.newBuilder().setData(DATA).build());
			fetch.onCompleted();
			assertThat(fetch.value().get()).asString().isEqualTo("datadata");
			session.end();
		}
	}

	private static DriverSession session(DriverChannel channel) {
		return new DriverSession(channel, Duration.ofMinutes(1), () -> false, (message) -> {
		}, (cause) -> {
		});
	}

	private static final class NoChannel extends Channel {

		@Override
		public <Q, S> ClientCall<Q, S> newCall(MethodDescriptor<Q, S> method, CallOptions options) {
			throw new AssertionError("Nothing to ask for");
		}

		@Override
		public String authority() {
			return "none";
		}

	}

}
