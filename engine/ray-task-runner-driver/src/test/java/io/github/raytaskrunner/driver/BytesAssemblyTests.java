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

import java.util.Arrays;
import java.util.Random;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Bytes in pieces.
 */
class BytesAssemblyTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1000, 1_000_000, 7_654_321 })
	void putsPiecesTogether(int size) {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		int pieceSize = 1 + size / 7;
		BytesAssembly assembly = new BytesAssembly(size, ByteString.EMPTY);
		for (int start = 0; start < size; start += pieceSize) {
			assertThat(assembly.isComplete()).isFalse();
			assembly.add(ByteString.copyFrom(Arrays.copyOfRange(bytes, start, Math.min(size, start + pieceSize))));
		}
		assertThat(assembly.isComplete()).isTrue();
		assertThat(assembly.bytes()).isEqualTo(bytes);
	}

	@Test
	void announcementsTakeNoMemory() {
		BytesAssembly[] assemblies = new BytesAssembly[1_000];
		for (int i = 0; i < assemblies.length; i++) {
			assemblies[i] = new BytesAssembly(2_000_000_000, ByteString.copyFromUtf8("x"));
			assertThat(assemblies[i].isComplete()).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, Long.MIN_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE })
	void refusesSizesThatNoArrayHas(long size) {
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> new BytesAssembly(size, ByteString.EMPTY))
			.satisfies((ex) -> assertThat(ex.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
	}

	@Test
	void refusesMoreThanWasAnnounced() {
		BytesAssembly assembly = new BytesAssembly(3, ByteString.copyFromUtf8("ab"));
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> assembly.add(ByteString.copyFromUtf8("cd")))
			.withMessageContaining("More bytes than were announced");
	}

}
