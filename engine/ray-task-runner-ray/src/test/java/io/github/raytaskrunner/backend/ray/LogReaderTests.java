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

import java.util.Map;

import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLine.Level;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.protocol.Log;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LogReader}.
 */
class LogReaderTests {

	private static LogLines linesOf(int... levels) {
		Log.Builder log = Log.newBuilder().setLeftOut(7);
		for (int level : levels) {
			log.addLines(io.github.raytaskrunner.protocol.LogLine.newBuilder()
				.setTaskName("task")
				.setTaskKey("key")
				.setAttempt(2)
				.setLogger("logger")
				.setLevel(level)
				.setText("text")
				.putMdc("traceId", "4711"));
		}
		return new LogReader(log.build()).lines();
	}

	@Test
	void linesAreThoseThatTasksLogged() {
		LogLines lines = linesOf(3);
		assertThat(lines.lines())
			.containsExactly(new LogLine("task", "key", 2, "logger", Level.WARN, "text", Map.of("traceId", "4711")));
		assertThat(lines.leftOut()).isEqualTo(7);
	}

	@Test
	void levelsThatNobodyKnowsAreTheNearest() {
		assertThat(linesOf(-1, 0, 4, 5, Integer.MAX_VALUE).lines()).extracting(LogLine::level)
			.containsExactly(Level.TRACE, Level.TRACE, Level.ERROR, Level.ERROR, Level.ERROR);
	}

}
