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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLine.Level;
import io.github.raytaskrunner.attempt.LogLines;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TaskLogWriter}.
 */
class TaskLogWriterTests {

	private static final String LOGGER = TaskLogWriterTests.class.getName() + ".ofTasks";

	private static final String REFUSED = "refused";

	private final Appender appender = new Appender();

	private final TaskLogWriter writer = new TaskLogWriter();

	@BeforeEach
	void listen() {
		this.appender.start();
		root().addAppender(this.appender);
	}

	@AfterEach
	void close() {
		this.appender.gate.countDown();
		this.writer.close();
		root().detachAppender(this.appender);
	}

	private static Logger root() {
		return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
	}

	private static LogLine line(Level level, String text) {
		return new LogLine("task", "key", 3, LOGGER, level, text);
	}

	private static LogLines lines(int count) {
		return new LogLines(IntStream.range(0, count).mapToObj((i) -> line(Level.INFO, "line " + i)).toList(), 0);
	}

	@Test
	void linesAreWrittenByTheirLoggersAndWithTheMdcOfTheirTask() {
		this.appender.gate.countDown();
		this.writer.logged(new LogLines(List.of(line(Level.INFO, "first"), line(Level.ERROR, "größer")), 0));
		this.writer.close();
		assertThat(this.appender.lines).containsExactly("INFO first", "ERROR größer");
		assertThat(this.appender.mdc).hasSize(2)
			.containsOnly(
					Map.of(TaskContext.MDC_NAME, "task", TaskContext.MDC_KEY, "key", TaskContext.MDC_ATTEMPT, "3"));
	}

	@Test
	void whatElseTheMdcHadIsThatOfItsLineAlone() {
		this.appender.gate.countDown();
		LogLine traced = new LogLine("task", "key", 3, LOGGER, Level.INFO, "traced", Map.of("traceId", "4711"));
		this.writer.logged(new LogLines(List.of(traced, line(Level.INFO, "untraced")), 0));
		this.writer.close();
		assertThat(this.appender.mdc).extracting((mdc) -> mdc.get("traceId")).containsExactly("4711", null);
	}

	@Test
	void levelsOfTheApplicationHold() {
		this.appender.gate.countDown();
		Logger logger = (Logger) LoggerFactory.getLogger(LOGGER);
		logger.setLevel(ch.qos.logback.classic.Level.WARN);
		this.writer.logged(new LogLines(List.of(line(Level.INFO, "quiet"), line(Level.WARN, "loud")), 0));
		this.writer.close();
		logger.setLevel(null);
		assertThat(this.appender.lines).containsExactly("WARN loud");
	}

	@Test
	void appenderThatBlocksHoldsNobodyUpAndWhatIsLeftOutIsCounted() {
		int left = 0;
		for (int i = 0; i < 100; i++) {
			this.writer.logged(lines(1000));
			left += 1000;
		}
		this.appender.gate.countDown();
		Awaitility.await().until(() -> !this.appender.leftOut.isEmpty() && this.appender.lines.size() == 5000);
		assertThat(this.appender.leftOut).singleElement().asString().startsWith((left - 5000) + " lines");
	}

	@Test
	void longLinesThatWaitAreLeftOutEarlier() {
		for (int i = 0; i < 1000; i++) {
			this.writer.logged(new LogLines(List.of(line(Level.INFO, "x".repeat(LogLine.MAX_LENGTH))), 0));
		}
		this.appender.gate.countDown();
		Awaitility.await().until(() -> !this.appender.leftOut.isEmpty());
		assertThat(this.appender.lines).hasSizeBetween(100, 256);
		assertThat(this.appender.leftOut).singleElement()
			.asString()
			.startsWith((1000 - this.appender.lines.size()) + " lines");
	}

	@Test
	void lineThatAnAppenderCannotTakeIsTheOnlyOneThatIsLost() {
		this.appender.gate.countDown();
		List<LogLine> lines = List.of(line(Level.INFO, "first"), line(Level.INFO, REFUSED), line(Level.INFO, "last"));
		this.writer.logged(new LogLines(lines, 0));
		this.writer.close();
		assertThat(this.appender.lines).containsExactly("INFO first", "INFO last");
	}

	@Test
	void whatOthersHaveLeftOutIsSaidInOneLine() {
		this.appender.gate.countDown();
		this.writer.logged(new LogLines(List.of(), 7));
		this.writer.logged(new LogLines(List.of(), 8));
		this.writer.close();
		assertThat(this.appender.leftOut).singleElement().asString().startsWith("15 lines");
	}

	/**
	 * Blocks until the gate is opened.
	 */
	private static final class Appender extends UnsynchronizedAppenderBase<ILoggingEvent> {

		final CountDownLatch gate = new CountDownLatch(1);

		final List<String> lines = new CopyOnWriteArrayList<>();

		final List<Map<String, String>> mdc = new CopyOnWriteArrayList<>();

		final List<String> leftOut = new CopyOnWriteArrayList<>();

		@Override
		protected void append(ILoggingEvent event) {
			if (event.getLoggerName().equals(TaskLogWriter.class.getName())) {
				this.leftOut.add(event.getFormattedMessage());
			}
			else if (event.getLoggerName().equals(LOGGER)) {
				await();
				if (event.getFormattedMessage().equals(REFUSED)) {
					throw new StackOverflowError();
				}
				this.lines.add(event.getLevel() + " " + event.getFormattedMessage());
				this.mdc.add(event.getMDCPropertyMap());
			}
		}

		private void await() {
			try {
				assertThat(this.gate.await(60, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
