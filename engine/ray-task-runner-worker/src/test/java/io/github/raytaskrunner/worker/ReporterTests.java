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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptEvent.Progressed;
import io.github.raytaskrunner.attempt.AttemptEvent.Returned;
import io.github.raytaskrunner.attempt.AttemptEvent.Started;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what {@link Reporter} and {@link LossySender} tell of an attempt that runs.
 */
class ReporterTests {

	private final DriverEnd driver = new DriverEnd();

	private final Reporter reporter = new Reporter();

	private final LossySender<LogLine> log = LossySender.ofLines(this.reporter::send);

	ReporterTests() throws IOException {
	}

	@BeforeEach
	void connect() throws IOException {
		assertThat(this.reporter.connect(this.driver.address(), 1, DriverConnection.Listener.NONE)).isTrue();
		this.driver.accept(1);
	}

	@AfterEach
	void close() throws IOException {
		this.reporter.close();
		this.driver.close();
	}

	private void begin(long attempt) {
		this.reporter.began(attempt, System.nanoTime());
	}

	private void end(long attempt) {
		this.reporter.tell(new Finished(attempt, new AttemptResult(false, new byte[1]), 1));
	}

	private static LogLine line(String text) {
		return new LogLine("task", "key", 1, "logger", LogLine.Level.INFO, text);
	}

	@Test
	void progressIsToldOfWhatWasToldAsRunningAndTheLastBeforeItsEnd() throws IOException {
		begin(1);
		for (int i = 1; i <= 10_000; i++) {
			this.reporter.progressed(new Progressed(1, 0, i, 10_000, "work"));
		}
		assertThat(this.driver.receiveEvent()).isEqualTo(new Started(1));
		end(1);
		this.reporter.progressed(new Progressed(1, 0, 1, 1, "too late"));
		begin(2);
		List<AttemptEvent> events = new ArrayList<>();
		do {
			events.add(this.driver.receiveEvent());
		}
		while (!(events.get(events.size() - 1) instanceof Finished));
		assertThat(events).hasSizeBetween(2, 1000)
			.element(events.size() - 2)
			.isEqualTo(new Progressed(1, 0, 10_000, 10_000, "work"));
		assertThat(this.driver.receiveEvent()).isEqualTo(new Started(2));
	}

	@Test
	void progressOfAShortAttemptComesWithItsEnd() throws IOException {
		begin(1);
		this.reporter.progressed(new Progressed(1, 0, 5, 5, ""));
		end(1);
		assertThat(this.driver.receiveEnd()).isEqualTo(new Progressed(1, 0, 5, 5, ""));
		assertThat(this.driver.receiveEvent()).isInstanceOf(Finished.class);
	}

	@Test
	void progressOfAnAttemptThatHasEndedIsNotTold() throws IOException {
		begin(1);
		end(1);
		this.reporter.progressed(new Progressed(1, 0, 1, 1, "too late"));
		this.reporter.tell(new Returned(1));
		assertThat(this.driver.receiveEnd()).isInstanceOf(Finished.class);
		assertThat(this.driver.receiveEvent()).isEqualTo(new Returned(1));
	}

	@Test
	void driverThatAsksIsAnsweredThoughNobodyListensToIt() throws IOException {
		this.reporter.ignore();
		this.driver.send(new ToWorker.Ping());
		assertThat(this.driver.receive()).isEqualTo(new ToDriver.Pong());
	}

	@Test
	void logGoesOnAfterAnError() throws Exception {
		CompletableFuture<ToDriver> told = new CompletableFuture<>();
		AtomicBoolean failed = new AtomicBoolean();
		LossySender<LogLine> sender = LossySender.ofLines((message) -> {
			if (failed.compareAndSet(false, true)) {
				throw new OutOfMemoryError("test");
			}
			return told.complete(message);
		});
		sender.tell(line("lost"));
		Awaitility.await().untilTrue(failed);
		sender.tell(line("text"));
		assertThat(told.get(30, TimeUnit.SECONDS)).isEqualTo(new ToDriver.Log(new LogLines(List.of(line("text")), 1)));
	}

	@Test
	void whatATaskLogsIsToldWhileItRuns() throws IOException {
		begin(1);
		this.log.tell(line("text"));
		ToDriver message = this.driver.receive();
		while (message instanceof ToDriver.Event) {
			message = this.driver.receive();
		}
		assertThat(message).isEqualTo(new ToDriver.Log(new LogLines(List.of(line("text")), 0)));
	}

	@Test
	void whatATaskLogsIsToldBeforeItsEnd() throws IOException {
		for (int i = 1; i <= 100; i++) {
			begin(i);
			this.log.tell(line("text"));
			this.log.flush();
			end(i);
			ToDriver message = this.driver.receive();
			while (message instanceof ToDriver.Event event && event.event() instanceof Started) {
				message = this.driver.receive();
			}
			assertThat(message).isInstanceOf(ToDriver.Log.class);
			assertThat(this.driver.receiveEnd()).isInstanceOf(Finished.class);
		}
	}

	@Test
	void whoLogsDoesNotWaitForADriverThatDoesNotRead() throws IOException {
		LogLine longLine = line("x".repeat(LogLine.MAX_LENGTH));
		for (int i = 0; i < 100_000; i++) {
			this.log.tell(longLine);
		}
		long told = 0;
		while (told < 100_000) {
			LogLines lines = ((ToDriver.Log) this.driver.receive()).lines();
			told += lines.lines().size() + lines.leftOut();
		}
		assertThat(told).isEqualTo(100_000);
	}

}
