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

package io.github.raytaskrunner.attempt;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogLine}.
 */
class LogLineTests {

	private static LogLine line(String text, Map<String, String> mdc) {
		return new LogLine("task", "key", 1, "logger", LogLine.Level.INFO, text, mdc);
	}

	@Test
	void longTextIsCut() {
		assertThat(line("ä".repeat(LogLine.MAX_LENGTH + 1), Map.of()).text()).hasSize(LogLine.MAX_LENGTH + 2)
			.endsWith("ä …");
	}

	@Test
	void entriesOfTheMdcThatAreTooLongAreLeftOut() {
		Map<String, String> mdc = Map.of("large", "x".repeat(LogLine.MAX_MDC_LENGTH), "traceId", "4711");
		assertThat(line("text", mdc).mdc()).isEqualTo(Map.of("traceId", "4711"));
	}

	@Test
	void sizeCountsTheMdc() {
		String value = "ä".repeat(100);
		assertThat(line("text", Map.of("user", value)).maxBytes() - line("text", Map.of()).maxBytes())
			.isGreaterThan(value.getBytes(StandardCharsets.UTF_8).length);
	}

}
