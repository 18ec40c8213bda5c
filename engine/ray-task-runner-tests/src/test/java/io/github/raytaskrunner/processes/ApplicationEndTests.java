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

package io.github.raytaskrunner.processes;

import java.nio.file.Path;
import java.time.Duration;

import io.github.raytaskrunner.processes.RunningApplication.Remains;
import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is left of an application that ended: nothing.
 */
@Tag("slow")
@RayInstallations
class ApplicationEndTests {

	@TempDir
	private Path folder;

	// ProcessDeathTests close a context on the newest, SideBySideTests kill an
	// application
	@Test
	void closedContextLeavesNothing() {
		try (RunningApplication application = RunningApplication.launch(RayVersions.OLDEST, this.folder).awaitUp()) {
			application.hold("running");
			Remains remains = application.remains();
			assertThat(application.closeContext()).isLessThan(Duration.ofSeconds(10));
			remains.areGone();
			assertThat(application.awaitEnd("running")).startsWith("Cancelled");
			assertThat(application.jvm().process().isAlive()).isTrue();
		}
	}

	@Test
	void killedApplicationLeavesNothing() {
		try (RunningApplication application = RunningApplication.launch(RayVersions.OLDEST, this.folder).awaitUp()) {
			application.hold("running");
			Remains remains = application.remains();
			application.jvm().kill();
			remains.awaitGone();
		}
	}

	@Test
	void applicationEndedWhileItsClusterStartsLeavesNothing() {
		try (RunningApplication application = RunningApplication.launch(RayVersions.OLDEST, this.folder)) {
			await().atMost(RunningApplication.LIMIT)
				.until(() -> application.children()
					.stream()
					.anyMatch((child) -> LinuxProcesses.describe(child).contains("gcs_server")));
			Remains remains = application.remains();
			application.jvm().process().destroy();
			application.jvm().awaitExit(RunningApplication.LIMIT);
			remains.areGone();
			assertThat(application.output()).doesNotContain(TestApplication.UP)
				.noneMatch((line) -> line.contains("Ray task runner 'rayTaskRunner' started"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
	void applicationKilledTogetherWithItsDriverLeavesNothing(String version) {
		try (RunningApplication application = RunningApplication.launch(version, this.folder).awaitUp()) {
			application.hold("running");
			Remains remains = application.remains();
			LinuxProcesses.kill(application.pid(), application.driver());
			remains.awaitGone();
		}
	}

}
