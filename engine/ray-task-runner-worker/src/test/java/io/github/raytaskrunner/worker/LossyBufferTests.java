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

package io.github.raytaskrunner.worker;

import java.util.List;

import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.worker.LossyBuffer.Taken;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LossyBuffer}.
 */
class LossyBufferTests {

	private static final int MAX = 500;

	private static final long MAX_BYTES = 256 * 1024;

	private final LossyBuffer<LogLine> buffer = new LossyBuffer<>(MAX, MAX_BYTES, LogLine::maxBytes);

	private static LogLine line(String text) {
		return new LogLine("task", "key", 1, "logger", LogLine.Level.INFO, text);
	}

	private Taken<LogLine> take() throws InterruptedException {
		this.buffer.await();
		Taken<LogLine> taken = this.buffer.poll();
		assertThat(taken).isNotNull();
		return taken;
	}

	@Test
	void thereIsNothingBeforeSomethingIsLogged() {
		assertThat(this.buffer.poll()).isNull();
	}

	@Test
	void linesAreTakenTogetherInTheirOrder() throws InterruptedException {
		this.buffer.add(line("first"));
		this.buffer.add(line("second"));
		assertThat(take()).isEqualTo(new Taken<>(List.of(line("first"), line("second")), 0));
	}

	@Test
	void ofTooManyLinesSomeAreLeftOutAndCounted() throws InterruptedException {
		for (int i = 0; i < 10_000; i++) {
			this.buffer.add(line("line " + i));
		}
		Taken<LogLine> taken = take();
		assertThat(taken.items()).hasSize(MAX).startsWith(line("line 0"), line("line 1"));
		assertThat(taken.leftOut()).isEqualTo(10_000 - MAX);
	}

	@Test
	void ofTooLongLinesSomeAreLeftOut() throws InterruptedException {
		for (int i = 0; i < MAX; i++) {
			this.buffer.add(line("x".repeat(100_000)));
		}
		Taken<LogLine> taken = take();
		assertThat(taken.items()).hasSizeBetween(1, 100)
			.allSatisfy((line) -> assertThat(line.text()).hasSize(LogLine.MAX_LENGTH + 2).endsWith("x …"));
		assertThat(taken.items().size() + taken.leftOut()).isEqualTo(MAX);
	}

	@Test
	void whatWaitsIsNeverTooLargeForAMessage() throws InterruptedException {
		LogLine line = new LogLine("ä".repeat(50_000), "key", 1, "logger", LogLine.Level.INFO, "text");
		for (int i = 0; i < MAX; i++) {
			this.buffer.add(line);
		}
		Taken<LogLine> taken = take();
		assertThat(taken.items()).isNotEmpty();
		assertThat(taken.items().stream().mapToLong(LogLine::maxBytes).sum()).isLessThanOrEqualTo(MAX_BYTES);
		assertThat(taken.items().size() + taken.leftOut()).isEqualTo(MAX);
	}

	@Test
	void thatLinesWereLeftOutIsSaidThoughNoOthersFollow() throws InterruptedException {
		for (int i = 0; i <= MAX; i++) {
			this.buffer.add(line("line"));
		}
		assertThat(take().leftOut()).isOne();
		while (true) {
			this.buffer.add(line("line"));
			Taken<LogLine> taken = take();
			if (taken.items().isEmpty()) {
				assertThat(taken.leftOut()).isOne();
				return;
			}
		}
	}

	@Test
	void whatCouldNotBeToldIsCountedWithWhatIs() throws InterruptedException {
		this.buffer.add(line("lost"));
		Taken<LogLine> lost = take();
		this.buffer.untold(lost.items().size() + lost.leftOut());
		this.buffer.add(line("told"));
		assertThat(take()).isEqualTo(new Taken<>(List.of(line("told")), 1));
	}

}
