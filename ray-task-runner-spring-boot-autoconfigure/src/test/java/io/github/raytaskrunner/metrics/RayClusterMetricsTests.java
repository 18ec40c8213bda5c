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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.raytaskrunner.ClusterFigures;
import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RayClusterMetrics}.
 */
class RayClusterMetricsTests {

	private static final RunnerStatus STATUS = new RunnerStatus.Stopped();

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private static ObservableRayTaskRunner runner(ClusterFigures figures) {
		ObservableRayTaskRunner runner = mock(ObservableRayTaskRunner.class);
		given(runner.cluster()).willReturn(Optional.of(figures));
		return runner;
	}

	private double resource(String name) {
		return this.registry.get("ray.cluster.resources").tag("resource", name).gauge().value();
	}

	@Test
	void figuresOfAllClustersAreAdded() {
		ObservableRayTaskRunner first = runner(new ClusterFigures(Map.of("CPU", 4.0, "GPU", 1.0), 1000, 10));
		ObservableRayTaskRunner second = runner(new ClusterFigures(Map.of("CPU", 2.0), 500, 20));
		new RayClusterMetrics(this.registry, () -> Stream.of(first, second)).statusChanged(STATUS);
		assertThat(resource("CPU")).isEqualTo(6);
		assertThat(resource("GPU")).isEqualTo(1);
		assertThat(this.registry.get("ray.cluster.sent").functionCounter().count()).isEqualTo(1500);
		assertThat(this.registry.get("ray.cluster.received").functionCounter().count()).isEqualTo(30);
	}

	@Test
	void resourcesComeAndGoWithTheirNodes() {
		ObservableRayTaskRunner runner = runner(new ClusterFigures(Map.of("CPU", 4.0), 0, 0));
		RayClusterMetrics metrics = new RayClusterMetrics(this.registry, () -> Stream.of(runner));
		metrics.statusChanged(STATUS);
		given(runner.cluster()).willReturn(Optional.of(new ClusterFigures(Map.of("CPU", 6.0, "tpu", 2.0), 0, 0)));
		metrics.statusChanged(STATUS);
		assertThat(resource("CPU")).isEqualTo(6);
		assertThat(resource("tpu")).isEqualTo(2);
		given(runner.cluster()).willReturn(Optional.of(ClusterFigures.NONE));
		metrics.statusChanged(STATUS);
		assertThat(resource("tpu")).isZero();
	}

	@Test
	void thereIsNoMeterWithoutACluster() {
		ObservableRayTaskRunner runner = mock(ObservableRayTaskRunner.class);
		new RayClusterMetrics(this.registry, () -> Stream.of(runner)).statusChanged(STATUS);
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void everyMeterIsDocumentedAndHasNoUnitThatItsNameSays() throws IOException {
		ObservableRayTaskRunner runner = runner(new ClusterFigures(Map.of("CPU", 4.0), 0, 0));
		new RayClusterMetrics(this.registry, () -> Stream.of(runner)).statusChanged(STATUS);
		String document = Files.readString(RayTestInstallation.projectFolder().resolve("docs/observability.md"));
		assertThat(this.registry.getMeters()).hasSize(3).allSatisfy((meter) -> {
			assertThat(meter.getId().getDescription()).isNotBlank();
			assertThat(document).contains("\n| `" + meter.getId().getName() + "` |");
			assertThat(meter.getId().getConventionName(NamingConvention.snakeCase))
				.doesNotContain(String.valueOf(meter.getId().getBaseUnit()));
		});
	}

}
