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

package io.github.raytaskrunner.autoconfigure.metrics;

import java.time.Duration;
import java.util.Arrays;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.metrics.RayTaskRunnerMetrics;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

class RayTaskRunnerMetricsAutoConfigurationTests {

	private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner()
		.withPropertyValues("ray.address=embedded")
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class,
				RayTaskRunnerMetricsAutoConfiguration.class));

	private final ApplicationContextRunner contextRunner = this.withoutRegistry
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void recordsTheTasksOfTheRunner() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			assertThat(runner.submit(() -> 42).result(Duration.ofSeconds(30))).isEqualTo(42);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await().untilAsserted(() -> {
				assertThat(registry.get("ray.tasks.submitted").counter().count()).isEqualTo(1);
				assertThat(registry.get("ray.tasks.run.time").tag("outcome", "completed").timer().count()).isEqualTo(1);
				assertThat(registry.get("ray.tasks.wait.time").tag("outcome", "done").timer().count()).isEqualTo(1);
				assertThat(registry.get("ray.tasks.queued").gauge().value()).isZero();
				assertThat(registry.get("ray.tasks.in.flight").gauge().value()).isZero();
			});
			assertThat(registry.getMeters()).noneMatch((meter) -> meter.getId().getName().startsWith("ray.cluster"));
		});
	}

	@Test
	@Tag("slow")
	@RayInstallations(RayVersions.NEWEST)
	void showsWhatTheClusterHasAndWhatWasExchangedWithIt() {
		this.contextRunner
			.withPropertyValues("ray.address=local", "ray.home=" + RayTestInstallation.version(RayVersions.NEWEST),
					"ray.init.num-cpus=2", "ray.init.resources.printer=3")
			.run((context) -> {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				await().untilAsserted(
						() -> assertThat(registry.get("ray.cluster.resources").tag("resource", "CPU").gauge().value())
							.isEqualTo(2));
				assertThat(registry.get("ray.cluster.resources").tag("resource", "printer").gauge().value())
					.isEqualTo(3);
				assertThat(registry.get("ray.cluster.resources").gauges())
					.extracting((gauge) -> gauge.getId().getTag("resource"))
					.containsExactlyInAnyOrder("CPU", "memory", "object_store_memory", "printer");
				byte[] sent = new byte[300_000];
				byte[] received = runner.submit(() -> Arrays.copyOf(sent, 200_000)).result();
				assertThat(received).hasSize(200_000);
				assertThat(registry.get("ray.cluster.sent").functionCounter().count()).isBetween(300_000.0, 310_000.0);
				await().untilAsserted(() -> assertThat(registry.get("ray.cluster.received").functionCounter().count())
					.isBetween(200_000.0, 210_000.0));
			});
	}

	@Test
	void backsOffIfThereIsNoRegistry() {
		this.withoutRegistry.run((context) -> assertThat(context).hasSingleBean(RayTaskRunner.class)
			.doesNotHaveBean(RayTaskRunnerMetricsAutoConfiguration.class));
	}

	@Test
	void backsOffIfMicrometerIsMissing() {
		this.withoutRegistry.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasSingleBean(RayTaskRunner.class)
				.doesNotHaveBean(RayTaskRunnerMetricsAutoConfiguration.class));
	}

	@Test
	void metricsOfTheUserWin() {
		this.contextRunner
			.withBean("own", RayTaskRunnerMetrics.class, () -> new RayTaskRunnerMetrics(mock(MeterRegistry.class)))
			.run((context) -> assertThat(context).getBeanNames(RayTaskRunnerMetrics.class).containsExactly("own"));
	}

}
