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

package io.github.raytaskrunner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.scheduling.DefaultRayTaskRunner;
import io.github.raytaskrunner.scheduling.RunnerSettings;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what becomes of values when the worker that computed them dies.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class LostWorkerTests {

	private static final Duration LIMIT = Duration.ofSeconds(90);

	private static final TaskOptions SMALL = TaskOptions.named("small");

	private final DefaultRayTaskRunner runner = RayRunners.create(RayVersions.NEWEST, DriverLaunch.CHILD,
			new RunnerSettings(100_000_000, Duration.ofSeconds(1)).withCrashRetries(20));

	@BeforeEach
	void start() {
		this.runner.start();
	}

	@AfterEach
	void stop() {
		this.runner.stop();
	}

	@Test
	void largeValueOfACompletedTaskOutlivesTheDeathOfItsWorkerByAnotherTaskOfTheCall() throws Exception {
		for (int i = 0; i < 50; i++) {
			// known as small they are packed
			assertThat(this.runner.submit(SMALL, () -> new byte[0]).result(LIMIT)).isEmpty();
		}
		RayTaskFuture<String> gate = this.runner.submit(() -> {
			Thread.sleep(1_000);
			return "open";
		});
		List<RayTaskFuture<byte[]>> futures = IntStream.range(0, 12)
			.mapToObj((i) -> this.runner.submit(SMALL.waitFor(gate), () -> (i % 3 < 2) ? large() : dieOnce()))
			.toList();
		List<Integer> attempts = new ArrayList<>();
		for (RayTaskFuture<byte[]> future : futures) {
			assertThat(future.wait(LIMIT)).contains(new TaskState.Completed());
			byte[] value = future.result(LIMIT);
			if (value.length > 0) {
				attempts.add((int) value[0]);
			}
		}
		// those that shared a call with one that killed the worker
		assertThat(attempts).hasSize(8).contains(2);
	}

	private static byte[] large() {
		byte[] value = new byte[200_000];
		value[0] = (byte) TaskContext.current().orElseThrow().attempt();
		return value;
	}

	private static byte[] dieOnce() {
		if (TaskContext.current().orElseThrow().attempt() == 1) {
			Runtime.getRuntime().halt(1);
		}
		return new byte[0];
	}

}
