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

package io.github.raytaskrunner.life;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.raytaskrunner.life.RunningApplication.Remains;
import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application sees when a process dies on which its tasks depend: it lives on.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class ProcessDeathTests {

	@TempDir
	private Path folder;

	private RunningApplication application;

	@AfterEach
	void close() {
		this.application.close();
	}

	private void start(String driverLaunch) {
		this.application = RunningApplication
			.launch(RayVersions.NEWEST, this.folder, "--ray.driver.launch=" + driverLaunch,
					"--ray.runner.crash-retries=0")
			.awaitUp();
	}

	@Test
	void killedWorkerCrashesItsTaskAndKilledDriverAllTasks() {
		start("child");
		long worker = this.application.hold("victim");
		this.application.command("after dependent victim");
		this.application.hold("neighbour");
		LinuxProcesses.kill(worker);
		assertThat(this.application.awaitEnd("victim")).startsWith("Crashed the worker process that ran it died");
		assertThat(this.application.awaitEnd("dependent")).isEqualTo("NotReady victim");
		this.application.hold("next");
		this.application.release("next");
		assertThat(this.application.awaitEnd("next")).isEqualTo("Completed value");
		this.application.release("neighbour");
		assertThat(this.application.awaitEnd("neighbour")).isEqualTo("Completed value");
		assertThat(errors()).isEmpty();
		long driver = this.application.driver();
		everythingCrashesAfterKilling(driver, "driver process " + driver + " ended with exit code 137");
	}

	@Test
	void killedDriverJobCrashesAllTasks() {
		start("job");
		everythingCrashesAfterKilling(this.application.driver(), "ended: FAILED with exit code 137");
	}

	@ParameterizedTest
	@CsvSource({ "gcs_server, child", "raylet, job" })
	void killedHeadCrashesAllTasks(String name, String driverLaunch) {
		start(driverLaunch);
		long victim = this.application.child(name);
		everythingCrashesAfterKilling(victim, "Ray's " + name + " (pid " + victim + ") died");
	}

	private void everythingCrashesAfterKilling(long victim, String reason) {
		this.application.hold("first");
		this.application.hold("second");
		List.of("hold third", "hold fourth", "hold fifth", "after last first").forEach(this.application::command);
		this.application.awaitLine(TestApplication.SUBMITTED + "last");
		Remains remains = this.application.remains();
		LinuxProcesses.kill(victim);
		for (String task : List.of("first", "second", "third", "fourth", "fifth", "last")) {
			assertThat(this.application.awaitEnd(task)).startsWith("Crashed ").contains(reason);
		}
		this.application.command("hold late");
		assertThat(this.application.awaitEnd("late")).startsWith("Rejected ").contains(reason);
		assertThat(this.application.closeContext()).isLessThan(Duration.ofSeconds(10));
		remains.areGone();
		assertThat(this.application.jvm().process().isAlive()).isTrue();
		assertThat(errors()).singleElement().asString().contains(reason);
		assertThat(this.application.output()).noneMatch((line) -> line.startsWith("\tat "));
	}

	private List<String> errors() {
		return this.application.output().stream().filter((line) -> line.contains(" ERROR ")).toList();
	}

}
