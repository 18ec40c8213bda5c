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

import java.util.concurrent.ExecutionException;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.protocol.ValuePiece;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link ValueFetch}.
 */
class ValueFetchTests {

	private static final ByteString DATA = ByteString.copyFromUtf8("data");

	private final ValueFetch fetch = new ValueFetch();

	@ParameterizedTest
	@ValueSource(longs = { -1, 2, Integer.MAX_VALUE, Long.MAX_VALUE })
	void valueThatCannotBeTakenIsLost(long size) {
		this.fetch.add(ValuePiece.newBuilder().setSize(size).setData(DATA).build());
		this.fetch.add(ValuePiece.newBuilder().setData(DATA).build());
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(this.fetch.value()::get)
			.withCauseInstanceOf(ValueLostException.class)
			.withMessageContaining("cannot be taken here");
	}

	@Test
	void valueOfAllPiecesIsComplete() throws Exception {
		this.fetch.add(ValuePiece.newBuilder().setSize(8).setData(DATA).build());
		assertThat(this.fetch.value()).isNotDone();
		this.fetch.add(ValuePiece.newBuilder().setData(DATA).build());
		assertThat(this.fetch.value().get()).asString().isEqualTo("datadata");
	}

	@Test
	void emptyValueIsComplete() throws Exception {
		this.fetch.add(ValuePiece.getDefaultInstance());
		assertThat(this.fetch.value().get()).isEmpty();
	}

}
