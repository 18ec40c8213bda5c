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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link JavaRequirement}.
 */
class JavaRequirementTests {

	private final JavaRequirement requirement = new JavaRequirement(17);

	@ParameterizedTest
	@ValueSource(strings = { "openjdk version \"17\" 2021-09-14", "openjdk version \"17.0.1\" 2021-10-19",
			"openjdk version \"25\" 2025-09-16 LTS", "java version \"26-ea\" 2026-03-17",
			"Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version \"21.0.4\" 2024-07-16" })
	void javaThatIsNewEnoughPasses(String output) {
		assertThat(this.requirement.violation(output)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "java version \"1.8.0\"", "openjdk version \"1.8.0_402\"", "openjdk version \"8\"" })
	void javaThatIsTooOldIsNamed(String output) {
		assertThat(this.requirement.violation(output))
			.isEqualTo("has Java 8 first on the PATH of its 'ray start', and the application needs Java 17");
	}

	@Test
	void javaBeforeTheRequiredOneIsTooOld() {
		assertThat(this.requirement.violation("openjdk version \"16.0.2\" 2021-07-20")).contains("has Java 16");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "sh: 1: java: not found", "/bin/sh: java: command not found" })
	void nodeWithoutJavaIsNamed(String output) {
		assertThat(this.requirement.violation(output))
			.isEqualTo("has no Java on the PATH of its 'ray start', and the application needs Java 17");
	}

}
