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

package io.github.raytaskrunner.autoconfigure.observation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TwoNodeCluster;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a request, its tasks and what they do are one trace.
 */
class TracedTasksTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(classes = { TracedApplication.class, BraveApplication.class })
	void embeddedTasksAreOfTheTraceOfTheirRequest(Class<?> application) throws IOException {
		try (ConfigurableApplicationContext context = start(application, Stream.of("--ray.address=embedded"))) {
			assertThat(processesOfARequest(context)).hasSize(1);
		}
	}

	private ConfigurableApplicationContext start(Class<?> application, Stream<String> arguments) {
		Stream<String> common = Stream.of("--tests.spans=" + file(), "--management.tracing.sampling.probability=1");
		return SpringApplication.run(application, Stream.concat(arguments, common).toArray(String[]::new));
	}

	private Path file() {
		return this.folder.resolve("spans");
	}

	private Set<String> processesOfARequest(ConfigurableApplicationContext context) throws IOException {
		RayTaskRunner runner = context.getBean(RayTaskRunner.class);
		ObservationRegistry registry = context.getBean(ObservationRegistry.class);
		Map<String, String> mdc = Observation.createNotStarted("request", registry)
			.observe(() -> runner.with((options) -> options.name("outer")).submit(() -> {
				Observation.createNotStarted("query", registry).observe(() -> {
				});
				runner.with((options) -> options.name("inner")).submit(() -> 42).result();
				return MDC.getCopyOfContextMap();
			}).result());
		awaitSpans("request", "task outer", "run outer", "query", "task inner", "run inner");
		List<ExportedSpan> spans = ExportedSpan.all(file());
		assertThat(spans).extracting(ExportedSpan::trace).containsOnly(span("request").trace());
		assertThat(span("task outer").parent()).isEqualTo(span("request").id());
		assertThat(span("run outer").parent()).isEqualTo(span("task outer").id());
		assertThat(span("query").parent()).isEqualTo(span("run outer").id());
		assertThat(span("task inner").parent()).isEqualTo(span("run outer").id());
		assertThat(span("run inner").parent()).isEqualTo(span("task inner").id());
		assertThat(mdc).containsEntry("traceId", span("request").trace())
			.containsEntry("spanId", span("run outer").id());
		return spans.stream().map(ExportedSpan::process).collect(Collectors.toSet());
	}

	private void awaitSpans(String... names) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(ExportedSpan.all(file())).extracting(ExportedSpan::name)
				.containsExactlyInAnyOrder(names));
	}

	private ExportedSpan span(String name) throws IOException {
		return ExportedSpan.all(file()).stream().filter((span) -> span.name().equals(name)).findFirst().orElseThrow();
	}

	@Nested
	@Tag("slow")
	@RayInstallations
	class OnRay {

		private static TwoNodeCluster cluster;

		@BeforeAll
		static void startCluster() {
			cluster = TwoNodeCluster.start(RayVersions.NEWEST, 1);
		}

		@AfterAll
		static void closeCluster() {
			if (cluster != null) {
				cluster.close();
			}
		}

		@ParameterizedTest
		@ValueSource(classes = { TracedApplication.class, BraveApplication.class })
		void tasksAreOfTheTraceOfTheirRequest(Class<?> application) throws IOException {
			try (ConfigurableApplicationContext context = startOnCluster(application)) {
				assertThat(processesOfARequest(context)).hasSizeGreaterThan(1);
			}
		}

		@Test
		void tasksOnTheOldestRayAreOfTheTraceOfTheirRequest() throws IOException {
			try (ConfigurableApplicationContext context = start(TracedApplication.class,
					Stream.of("--ray.address=local", "--ray.home=" + RayTestInstallation.version(RayVersions.OLDEST),
							"--ray.init.num-cpus=1"))) {
				assertThat(processesOfARequest(context)).hasSizeGreaterThan(1);
			}
		}

		@Test
		void tasksRunWithTheMdcAloneWhereWorkersHaveNoContext() throws IOException {
			try (ConfigurableApplicationContext context = startOnCluster(TracedApplication.class,
					"--ray.beans.enabled=false")) {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				Map<String, String> mdc = Observation
					.createNotStarted("request", context.getBean(ObservationRegistry.class))
					.observe(() -> runner.with((options) -> options.name("report"))
						.submit(() -> MDC.getCopyOfContextMap())
						.result());
				awaitSpans("request", "task report");
				assertThat(mdc).containsEntry("traceId", span("request").trace())
					.containsEntry("spanId", span("request").id());
			}
		}

		@Test
		void workersMakeNoContextForTheSakeOfMetrics() {
			try (ConfigurableApplicationContext context = startOnCluster(MeasuredApplication.class)) {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				assertThat(context.getBean(ObservationRegistry.class).isNoop()).isFalse();
				assertThat(runner.submit(() -> 42).result()).isEqualTo(42);
				assertThat(runner.submit(() -> MeasuredApplication.CREATED.get()).result()).isZero();
			}
		}

		private ConfigurableApplicationContext startOnCluster(Class<?> application, String... arguments) {
			return start(application,
					Stream.concat(Stream.of(arguments),
							Stream.of("--ray.address=" + cluster.gcsAddress(),
									"--ray.dashboard-address=" + cluster.dashboardUrl(),
									"--ray.auth.token-path=" + cluster.tokenFile())));
		}

	}

}
