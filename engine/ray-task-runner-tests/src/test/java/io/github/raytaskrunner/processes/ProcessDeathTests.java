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
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.processes.RunningApplication.Remains;
import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

	private void start(String driverLaunch, String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--ray.driver.launch=" + driverLaunch);
		this.application = RunningApplication.launch(RayVersions.NEWEST, this.folder, all.toArray(String[]::new))
			.awaitUp();
	}

	@Test
	void tasksOfAKilledDriverRunAgainOnANewOne() {
		start("child");
		long driver = this.application.driver();
		tasksRunAgainAfterKilling(driver, "driver process " + driver + " ended with exit code 137");
	}

	@Test
	void tasksOfAKilledDriverJobRunAgainOnANewOne() {
		start("job");
		tasksRunAgainAfterKilling(this.application.driver(), "ended: FAILED with exit code 137");
	}

	@Test
	void tasksOfAKilledClusterRunAgainOnANewOne() {
		start("job");
		long victim = this.application.child("raylet");
		tasksRunAgainAfterKilling(victim, "Ray's raylet (pid " + victim + ") died");
	}

	private void tasksRunAgainAfterKilling(long victim, String reason) {
		this.application.hold("first");
		this.application.hold("second");
		List.of("hold third", "hold fourth", "after last first").forEach(this.application::command);
		this.application.awaitLine(TestApplication.SUBMITTED + "last");
		Remains remains = this.application.remains();
		LinuxProcesses.kill(victim);
		assertThat(this.application.awaitLog("Tasks cannot run and wait ")).contains(" WARN ").contains(reason);
		this.application.command("hold late");
		this.application.awaitLog("Tasks can run again: ");
		remains.areGone();
		List<String> tasks = List.of("first", "second", "third", "fourth", "late");
		tasks.forEach(this.application::release);
		tasks.forEach((task) -> assertThat(this.application.awaitEnd(task)).isEqualTo("Completed value"));
		assertThat(this.application.awaitEnd("last")).isEqualTo("Completed value and more");
		Remains later = this.application.remains();
		assertThat(this.application.closeContext()).isLessThan(Duration.ofSeconds(10));
		later.areGone();
		assertThat(this.application.jvm().process().isAlive()).isTrue();
		assertThat(errors()).isEmpty();
		assertThat(this.application.output()).noneMatch((line) -> line.startsWith("\tat "));
	}

	@Test
	void tasksCrashIfThereIsNoNewDriverInTime() {
		start("child", "--ray.runner.reconnect-timeout=100ms");
		this.application.hold("first");
		this.application.command("after last first");
		long victim = this.application.child("gcs_server");
		String reason = "Ray's gcs_server (pid " + victim + ") died";
		LinuxProcesses.kill(victim);
		assertThat(this.application.awaitEnd("first")).startsWith("Crashed ").contains(reason);
		assertThat(this.application.awaitEnd("last")).startsWith("Crashed ").contains(reason);
		this.application.command("hold late");
		assertThat(this.application.awaitEnd("late")).startsWith("Rejected ").contains(reason);
		this.application.awaitLog("Tasks can run again: ");
		this.application.hold("next");
		this.application.release("next");
		assertThat(this.application.awaitEnd("next")).isEqualTo("Completed value");
		assertThat(errors()).singleElement().asString().contains(reason);
	}

	private List<String> errors() {
		return this.application.output().stream().filter((line) -> line.contains(" ERROR ")).toList();
	}

}
