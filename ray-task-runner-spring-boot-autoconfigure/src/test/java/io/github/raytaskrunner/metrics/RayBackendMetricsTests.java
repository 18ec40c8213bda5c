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

package io.github.raytaskrunner.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.stream.Stream;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RayBackendMetrics}.
 */
class RayBackendMetricsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private static ObservableRayTaskRunner runner(RunnerStatus status) {
		ObservableRayTaskRunner runner = mock(ObservableRayTaskRunner.class);
		given(runner.status()).willReturn(status);
		given(runner.pendingBytes()).willReturn(1000L);
		given(runner.reconnects()).willReturn(3L);
		return runner;
	}

	private static RunnerStatus connected(int slots, int nodes) {
		return new RunnerStatus.Connected(new BackendInfo("ray", "Ray", slots, nodes, null));
	}

	@Test
	void numbersOfAllRunnersAreAdded() {
		ObservableRayTaskRunner lost = runner(new RunnerStatus.Disconnected(Instant.now(), "it died", null));
		new RayBackendMetrics(() -> Stream.of(runner(connected(8, 2)), runner(connected(4, 1)), lost))
			.bindTo(this.registry);
		assertThat(this.registry.get("ray.slots").gauge().value()).isEqualTo(12);
		assertThat(this.registry.get("ray.nodes").gauge().value()).isEqualTo(3);
		assertThat(this.registry.get("ray.tasks.pending").gauge().value()).isEqualTo(3000);
		assertThat(this.registry.get("ray.driver.restarts").functionCounter().count()).isEqualTo(9);
	}

	@Test
	void everyMeterOfRunnersIsDocumented() throws IOException {
		new RayBackendMetrics(Stream::empty).bindTo(this.registry);
		new RayTaskRunnerGauges(() -> TaskCounts.NONE).bindTo(this.registry);
		String document = Files.readString(RayTestInstallation.projectFolder().resolve("docs/observability.md"));
		assertThat(this.registry.getMeters()).hasSize(7).allSatisfy((meter) -> {
			assertThat(meter.getId().getDescription()).isNotBlank();
			assertThat(document).contains("\n| `" + meter.getId().getName() + "` |");
		});
	}

}
