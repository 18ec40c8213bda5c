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

package io.github.raytaskrunner.launch;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LogVariable}.
 */
class LogVariableTests {

	@Test
	void levelsAreReadAsTheyWereWritten() {
		Map<String, String> levels = Map.of("ROOT", "INFO", "com.example.Größe", "DEBUG", "a = b c", "OFF");
		assertThat(LogVariable.read(LogVariable.write(levels))).isEqualTo(levels);
		assertThat(LogVariable.read(LogVariable.write(Map.of()))).isEmpty();
	}

	@Test
	void noProcessGetsAVariableThatIsTooLong() {
		Map<String, String> levels = new LinkedHashMap<>();
		for (int i = 0; i < 10_000; i++) {
			levels.put("com.example.package" + i + ".SomeClass", "WARN");
		}
		String value = LogVariable.write(levels);
		assertThat(value).hasSizeLessThanOrEqualTo(32 * 1024);
		assertThat(LogVariable.read(value)).hasSizeGreaterThan(500)
			.containsEntry("com.example.package0.SomeClass", "WARN");
	}

	@Test
	void lengthOfTheVariableDoesNotDependOnTheAlphabet() {
		Map<String, String> levels = new LinkedHashMap<>();
		for (int i = 0; i < 10_000; i++) {
			levels.put("größe.größer.AmGrößten" + i, "WARN");
		}
		assertThat(LogVariable.write(levels)).hasSizeBetween(31 * 1024, 32 * 1024);
	}

	@Test
	void processWithoutTheVariableTellsNothing() {
		assertThat(LogVariable.read()).isNull();
	}

}
