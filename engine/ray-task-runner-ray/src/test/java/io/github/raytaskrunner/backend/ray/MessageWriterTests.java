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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.raytaskrunner.link.Link;
import io.github.raytaskrunner.protocol.ClientMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link MessageWriter}.
 */
class MessageWriterTests {

	@Test
	void messagesThatCannotBeWrittenAreTold() throws Exception {
		BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
		MessageWriter writer = new MessageWriter(new Link<>(new ClientMessageNumbering()), failures::add);
		try {
			OutOfMemoryError failure = new OutOfMemoryError("for the test");
			writer.write(List.of());
			writer.write(() -> {
				throw failure;
			});
			assertThat(failures.poll(30, TimeUnit.SECONDS)).isSameAs(failure);
		}
		finally {
			writer.close();
		}
	}

	@Test
	void nothingIsWrittenOnceItIsClosedThoughThatWasWhileItWrote() {
		List<ClientMessage> written = new ArrayList<>();
		MessageWriter writer = new MessageWriter(new Link<>(new ClientMessageNumbering()), (failure) -> {
		});
		writer.write(() -> message().peek((message) -> writer.close()).iterator());
		writer.write(() -> message().peek(written::add).iterator());
		assertThat(written).isEmpty();
	}

	private static Stream<ClientMessage> message() {
		return Stream.of(ClientMessage.getDefaultInstance());
	}

}
