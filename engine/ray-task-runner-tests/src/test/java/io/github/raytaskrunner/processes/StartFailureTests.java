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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application on whose cluster no worker comes up.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class StartFailureTests {

	@Test
	void failsInTimeSaysWhereToLookAndLeavesNothing(@TempDir Path folder) {
		try (RunningApplication application = RunningApplication.launch(RayVersions.NEWEST, folder,
				"--ray.worker.jvm-options=-Xmx1k", "--ray.worker.start-timeout=10s")) {
			await().atMost(RunningApplication.LIMIT)
				.until(() -> !application.jvm().process().isAlive() || application.children()
					.stream()
					.map(LinuxProcesses::describe)
					.anyMatch((process) -> process.contains(".driver.DriverMain")));
			Remains remains = application.remains();
			assertThat(application.jvm().awaitExit(Duration.ofMinutes(2))).isEqualTo(1);
			remains.areGone();
			assertThat(String.join("\n", application.output())).contains("No worker came up within ")
				.contains("ray.worker.jvm-options")
				.contains("ray.worker.start-timeout")
				.contains("Too small maximum heap")
				.doesNotContain(TestApplication.UP);
		}
	}

}
