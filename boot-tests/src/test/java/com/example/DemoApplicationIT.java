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

package com.example;

import java.nio.file.Path;
import java.time.Duration;

import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of an empty application's jar with the version of Spring Boot that this module
 * has.
 */
class DemoApplicationIT {

	private static final Duration TIMEOUT = Duration.ofMinutes(3);

	@TempDir
	Path directory;

	@Test
	void runsEmbedded() {
		assertRuns("--ray.address=embedded");
	}

	@ParameterizedTest
	@ValueSource(strings = { "child", "job" })
	@RayInstallations(RayVersions.NEWEST)
	void runsOnRay(String launch) {
		assertRuns("--ray.address=local", "--ray.home=" + RayTestInstallation.version(RayVersions.NEWEST),
				"--ray.driver.launch=" + launch);
	}

	private void assertRuns(String... arguments) {
		try (TestJvm jvm = TestJvm.ofJar(Path.of("target/application.jar"))
			.arguments(arguments)
			.start(this.directory.resolve("output"))) {
			int exitCode = jvm.awaitExit(TIMEOUT);
			assertThat(jvm.output()).contains("Spring Boot " + SpringBootVersion.getVersion() + ": 285")
				.noneMatch((line) -> line.contains("WARN") || line.contains("ERROR"));
			assertThat(exitCode).isZero();
		}
	}

}
