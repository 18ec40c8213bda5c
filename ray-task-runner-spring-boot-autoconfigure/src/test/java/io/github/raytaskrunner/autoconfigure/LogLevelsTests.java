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

package io.github.raytaskrunner.autoconfigure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LogLevels}.
 */
class LogLevelsTests {

	private final ClassLoader classLoader = getClass().getClassLoader();

	private final LoggingSystem loggingSystem = LoggingSystem.get(this.classLoader);

	@AfterEach
	void reset() {
		this.loggingSystem.setLogLevel("tests.levels", null);
	}

	@Test
	void areThoseOfLoggersThatHaveOneOfTheirOwn() {
		LoggerFactory.getLogger("tests.levels.Inherited");
		this.loggingSystem.setLogLevel("tests.levels", LogLevel.TRACE);
		assertThat(LogLevels.of(this.classLoader)).containsEntry("tests.levels", "TRACE")
			.containsKey("ROOT")
			.doesNotContainKey("tests.levels.Inherited");
		this.loggingSystem.setLogLevel("tests.levels", LogLevel.OFF);
		assertThat(LogLevels.of(this.classLoader)).containsEntry("tests.levels", "OFF");
	}

}
