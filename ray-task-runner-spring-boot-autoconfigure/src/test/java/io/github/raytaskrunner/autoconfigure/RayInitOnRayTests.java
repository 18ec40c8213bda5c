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

package io.github.raytaskrunner.autoconfigure;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.backend.ray.cluster.ClusterStartException;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code ray.init.*} reach Ray and its workers.
 */
@Tag("slow")
@RayInstallations
class RayInitOnRayTests {

	private final TimeZone timeZone = TimeZone.getDefault();

	private final Locale locale = Locale.getDefault();

	@BeforeEach
	void changeDefaults() {
		TimeZone.setDefault(new SimpleTimeZone(19_800_000, "Asia/Tokyo"));
		Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-thai"));
		Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("de-CH"));
		System.setProperty("ray.test.text", "a 'b' \"c\" $HOME \\ \u00fc = x\ny");
	}

	@AfterEach
	void restoreDefaults() {
		TimeZone.setDefault(this.timeZone);
		Locale.setDefault(this.locale);
		System.clearProperty("ray.test.text");
	}

	@ParameterizedTest
	@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
	void argumentsReachClusterAndWorkers(String version) {
		String[] properties = { "ray.init.num-cpus=2", "ray.init.num-gpus=2", "ray.init.resources.tpu=1",
				"ray.init.resources.[é 中]=1", "ray.init.labels.zone=a", "ray.init.object-store-memory=100MB",
				"ray.init.memory=500MB", "ray.init.include-dashboard=true", "ray.init.node-name=only 🚀",
				"ray.init.logging-level=warn", "ray.init.system-config.worker_lease_timeout_milliseconds=600",
				"ray.init.runtime-env.env-vars.RAY_TEST_MODEL=back\\slash = x\ny 🚀é",
				"ray.init.runtime-env.config.setup-timeout-seconds=300",
				"ray.worker.system-properties=ray.test.text,ray.test.none" };
		run(version, (context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			assertThat(runner.submit(() -> System.getenv("RAY_TEST_MODEL")).result())
				.isEqualTo("back\\slash = x\ny 🚀é");
			assertThat(runner.submit(() -> System.getProperty("ray.logging.level")).result()).isEqualTo("WARN");
			assertThat(runner.with((options) -> options.name("train").numGpus(1)).submit(() -> "runs").result())
				.isEqualTo("runs");
			assertThat(runner.with((options) -> options.name("tpu").resource("tpu", 1)).submit(() -> "runs").result())
				.isEqualTo("runs");
			assertThat(runner.with((options) -> options.name("tpu").resource("é 中", 1)).submit(() -> "runs").result())
				.isEqualTo("runs");
			assertThat(runner.submit(RayInitOnRayTests::defaults).result()).isEqualTo(defaults());
			assertThat(runner.submit(() -> Files.readSymbolicLink(Path.of("/proc/self/fd/1"))).result().getFileName())
				.asString()
				.matches("worker-\\w+-\\w+-\\d+\\.out|raylet\\.out");
			assertThat(driverCommandLine()).isNotEmpty().doesNotContain("RAY_TEST_MODEL");
		}, properties);
	}

	@Test
	void complaintOfRayIsShown() {
		run(RayVersions.OLDEST, (context) -> {
			assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(ClusterStartException.class);
			FailureAnalysis analysis = new ClusterStartFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("Unknown keyword argument(s): enable_resource_isolation");
			assertThat(analysis.getAction()).contains("ray.init.*");
		}, "ray.init.enable-resource-isolation=true");
	}

	private static List<String> defaults() {
		return Stream
			.of(TimeZone.getDefault(), Locale.getDefault(), Locale.getDefault(Locale.Category.FORMAT),
					Charset.defaultCharset(), System.getProperty("sun.jnu.encoding"),
					System.getProperty("ray.test.text"), System.getProperty("ray.test.none"))
			.map(String::valueOf)
			.toList();
	}

	private static String driverCommandLine() {
		return ProcessHandle.current()
			.children()
			.flatMap((child) -> child.info().commandLine().stream())
			.filter((line) -> line.contains("DriverMain"))
			.findFirst()
			.orElse("");
	}

	private static void run(String version, Consumer<AssertableApplicationContext> test, String... properties) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class))
			.withPropertyValues("ray.address=local", "ray.home=" + RayTestInstallation.version(version))
			.withPropertyValues(properties)
			.run(test::accept);
	}

}
