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
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RayTaskRunnerGauges}.
 */
class RayTaskRunnerGaugesTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private static ObservableRayTaskRunner runner(RunnerStatus status) {
		ObservableRayTaskRunner runner = mock(ObservableRayTaskRunner.class);
		given(runner.status()).willReturn(status);
		given(runner.counts()).willReturn(new TaskCounts(5, 2, 7));
		given(runner.pendingBytes()).willReturn(1000L);
		given(runner.reconnects()).willReturn(3L);
		return runner;
	}

	private static RunnerStatus connected(int slots, int nodes) {
		return new RunnerStatus.Connected(new BackendInfo("ray", "Ray", slots, nodes, null));
	}

	private double gauge(String name) {
		return this.registry.get(name).gauge().value();
	}

	@Test
	void numbersOfAllRunnersAreAdded() {
		ObservableRayTaskRunner lost = runner(new RunnerStatus.Disconnected(Instant.now(), "it died", null));
		new RayTaskRunnerGauges(() -> Stream.of(runner(connected(8, 2)), runner(connected(4, 1)), lost))
			.bindTo(this.registry);
		assertThat(gauge("ray.tasks.queued")).isEqualTo(15);
		assertThat(gauge("ray.tasks.in.flight")).isEqualTo(6);
		assertThat(gauge("ray.tasks.pending")).isEqualTo(3000);
		assertThat(gauge("ray.values.held")).isEqualTo(21);
		assertThat(gauge("ray.slots")).isEqualTo(12);
		assertThat(gauge("ray.nodes")).isEqualTo(3);
		assertThat(this.registry.get("ray.driver.restarts").functionCounter().count()).isEqualTo(9);
	}

	@Test
	void showsThePresentNumbers() {
		ObservableRayTaskRunner runner = runner(connected(8, 2));
		new RayTaskRunnerGauges(() -> Stream.of(runner)).bindTo(this.registry);
		assertThat(gauge("ray.tasks.queued")).isEqualTo(5);
		given(runner.counts()).willReturn(new TaskCounts(0, 1, 0));
		given(runner.status()).willReturn(connected(4, 1));
		assertThat(gauge("ray.tasks.queued")).isZero();
		assertThat(gauge("ray.tasks.in.flight")).isEqualTo(1);
		assertThat(gauge("ray.slots")).isEqualTo(4);
	}

	@Test
	void runnerThatTellsNothingCountsAsNothing() {
		new RayTaskRunnerGauges(() -> Stream.of(mock(ObservableRayTaskRunner.class))).bindTo(this.registry);
		assertThat(gauge("ray.tasks.queued")).isZero();
		assertThat(gauge("ray.slots")).isZero();
	}

	@Test
	void everyMeterIsDocumentedAndHasNoUnitThatItsNameSays() throws IOException {
		new RayTaskRunnerGauges(Stream::empty).bindTo(this.registry);
		String document = Files.readString(RayTestInstallation.projectFolder().resolve("docs/observability.md"));
		assertThat(this.registry.getMeters()).hasSize(7).allSatisfy((meter) -> {
			assertThat(meter.getId().getDescription()).isNotBlank();
			assertThat(document).contains("\n| `" + meter.getId().getName() + "` |");
			assertThat(meter.getId().getBaseUnit()).isIn(null, BaseUnits.BYTES);
		});
	}

}
