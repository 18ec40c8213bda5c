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

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.contract.RayRunners;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of workers that serve many tasks, one after another, on a real Ray.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class LeaseTests {

	private static final Duration LIMIT = Duration.ofMinutes(3);

	private static final int TASKS = 400;

	private static final int KILLER = 150;

	private static final TaskOptions SHORT = TaskOptions.builder().name("short").build();

	private final DefaultRayTaskRunner runner = RayRunners.create(RayVersions.NEWEST, DriverLaunch.CHILD,
			new RunnerSettings(100_000_000, Duration.ofSeconds(20)));

	@TempDir
	private Path folder;

	@BeforeEach
	void start() {
		this.runner.start();
	}

	@AfterEach
	void stop() {
		this.runner.stop();
	}

	@Test
	void workerThatDiesTakesOnlyTheTaskAlongThatRan() {
		// once they are known to be short, many are before a worker
		assertThat(attempts(-1)).containsOnly(1);
		List<Integer> attempts = attempts(KILLER);
		assertThat(attempts.get(KILLER)).isEqualTo(2);
		assertThat(attempts.stream().filter((attempt) -> attempt != 1)).hasSize(1);
	}

	private List<Integer> attempts(int killer) {
		String marker = this.folder.resolve("killed").toString();
		return RayTaskFutures
			.of(IntStream.range(0, TASKS)
				.<RayTaskFuture<Integer>>mapToObj(
						(index) -> this.runner.with(SHORT).submit(() -> attempt(index == killer, marker)))
				.toList())
			.result();
	}

	private static int attempt(boolean killer, String marker) throws IOException, InterruptedException {
		if (killer) {
			try {
				Files.createFile(Path.of(marker));
				// long enough to be told as running
				TimeUnit.MILLISECONDS.sleep(500);
				Runtime.getRuntime().halt(1);
			}
			catch (FileAlreadyExistsException ex) {
				// this is the second attempt
			}
		}
		return TaskContext.current().orElseThrow().attempt();
	}

	@Test
	void tasksOfAnotherShapeGetTheirTurn() throws Exception {
		List<RayTaskFuture<Integer>> many = IntStream.range(0, 2_000)
			.<RayTaskFuture<Integer>>mapToObj((index) -> this.runner.submit(() -> {
				TimeUnit.MILLISECONDS.sleep(50);
				return index;
			}))
			.toList();
		TaskOptions half = TaskOptions.builder().numCpus(0.5).build();
		assertThat(this.runner.with(half).submit(() -> "half").result(LIMIT)).isEqualTo("half");
		assertThat(many).anyMatch((future) -> !future.state().isFinal());
		many.forEach((future) -> future.cancel());
	}

}
