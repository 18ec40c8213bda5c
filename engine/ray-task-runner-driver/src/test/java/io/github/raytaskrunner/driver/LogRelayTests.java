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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.link.Link;
import io.github.raytaskrunner.link.Sink;
import io.github.raytaskrunner.protocol.DriverMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LogRelay}.
 */
class LogRelayTests {

	private final Link<DriverMessage> link = new Link<>(new DriverMessageNumbering());

	private final LogRelay relay = new LogRelay(this.link);

	private final Application application = new Application();

	private static LogLines lines(int count) {
		return new LogLines(IntStream.range(0, count)
			.mapToObj((i) -> new LogLine("task", "key", 1, "logger", LogLine.Level.WARN, "line " + i))
			.toList(), 0);
	}

	@Test
	void linesArePassedOnAtOnce() {
		this.link.attach(this.application, 0);
		this.relay.logged(lines(2));
		assertThat(this.application.messages).hasSize(1);
		assertThat(this.application.messages.get(0).getLog().getLinesList())
			.extracting(io.github.raytaskrunner.protocol.LogLine::getText)
			.containsExactly("line 0", "line 1");
		assertThat(this.application.messages.get(0).getLog().getLines(0).getLevel()).isEqualTo(3);
	}

	@Test
	void linesForAnApplicationThatIsAwayAreCounted() {
		for (int i = 0; i < 100; i++) {
			this.relay.logged(lines(10));
		}
		this.link.attach(this.application, 0);
		assertThat(this.application.messages).isEmpty();
		this.relay.logged(lines(1));
		assertThat(this.application.messages).singleElement()
			.satisfies((message) -> assertThat(message.getLog().getLeftOut()).isEqualTo(1000));
	}

	@Test
	void linesForAnApplicationThatIsSlowAreCounted() {
		this.link.attach(this.application, 0);
		this.application.ready = false;
		this.link.send(DriverMessage.getDefaultInstance());
		this.relay.logged(lines(5));
		this.application.ready = true;
		this.link.flush();
		this.relay.logged(lines(1));
		assertThat(this.application.messages).hasSize(2);
		assertThat(this.application.messages.get(1).getLog().getLeftOut()).isEqualTo(5);
	}

	@Test
	void ofTooManyLinesSomeAreLeftOut() {
		this.link.attach(this.application, 0);
		for (int i = 0; i < 100; i++) {
			this.relay.logged(lines(1000));
		}
		long passed = this.application.messages.stream().mapToLong((message) -> message.getLog().getLinesCount()).sum();
		assertThat(passed).isBetween(2000L, 50_000L);
	}

	@Test
	void linesThatAreTooLargeForAMessageTakeSeveral() {
		this.link.attach(this.application, 0);
		String text = "€".repeat(LogLine.MAX_LENGTH);
		List<LogLine> lines = IntStream.range(0, 40)
			.mapToObj((i) -> new LogLine("task", "key " + i, 1, "logger", LogLine.Level.WARN, text))
			.toList();
		this.relay.logged(new LogLines(lines, 3));
		assertThat(this.application.messages).hasSize(2)
			.allSatisfy((message) -> assertThat(message.getSerializedSize()).isLessThan(1024 * 1024 + 1000));
		assertThat(this.application.messages.stream()
			.flatMap((message) -> message.getLog().getLinesList().stream())
			.map(io.github.raytaskrunner.protocol.LogLine::getTaskKey))
			.containsExactlyElementsOf(lines.stream().map(LogLine::key).toList());
		assertThat(this.application.messages).extracting((message) -> message.getLog().getLeftOut())
			.containsExactly(3L, 0L);
	}

	@Test
	void lineThatNoMessageTakesIsLeftOut() {
		this.link.attach(this.application, 0);
		String name = "x".repeat(4 * 1024 * 1024);
		LogLine line = new LogLine(name, "key", 1, "logger", LogLine.Level.WARN, "text");
		this.relay.logged(new LogLines(List.of(line), 0));
		this.relay.logged(lines(1));
		assertThat(this.application.messages).singleElement()
			.satisfies((message) -> assertThat(message.getLog().getLeftOut()).isOne());
	}

	private static final class Application implements Sink<DriverMessage> {

		private final List<DriverMessage> messages = new ArrayList<>();

		private boolean ready = true;

		@Override
		public boolean isReady() {
			return this.ready;
		}

		@Override
		public void send(DriverMessage message) {
			this.messages.add(message);
		}

		@Override
		public void complete() {
			// not in these tests
		}

	}

}
