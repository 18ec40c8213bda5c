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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.backend.ray.RaySettings;
import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.scheduling.RunnerSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RayPropertiesMapperTests {

	@Test
	void mapsTheSettingsOfRay() {
		RaySettings settings = mapper("ray.driver.launch=job", "ray.driver.jvm-options=-Xmx1g",
				"ray.driver.start-timeout=1m", "ray.driver.lease=2m", "ray.driver.port=10101-10110",
				"ray.driver.bind-address=0.0.0.0", "ray.driver.advertised-address=gateway",
				"ray.worker.jvm-options=-Xmx2g", "ray.worker.start-timeout=3m")
			.raySettings("risk");
		assertThat(settings)
			.isEqualTo(new RaySettings("risk", "risk", DriverLaunch.JOB, Path.of(System.getProperty("java.home")),
					new RaySettings.Driver(List.of("-Xmx1g"), Duration.ofMinutes(1), Duration.ofMinutes(2),
							new RaySettings.Listen(10101, 10110, "0.0.0.0", "gateway")),
					new RaySettings.Worker(List.of("-Xmx2g"), Duration.ofMinutes(3))));
	}

	@ParameterizedTest
	@CsvSource({ "risk, prices, risk, prices", "risk, '', risk, risk", "risk, , risk, risk", ", , spring, spring",
			"'', prices, spring, prices" })
	void namespaceIsTheNameOfTheApplicationByDefault(@Nullable String applicationName, @Nullable String namespace,
			String expectedName, String expectedNamespace) {
		RaySettings settings = mapper("ray.init.namespace=" + ((namespace != null) ? namespace : ""))
			.raySettings(applicationName);
		assertThat(settings.applicationName()).isEqualTo(expectedName);
		assertThat(settings.namespace()).isEqualTo(expectedNamespace);
	}

	@Test
	void mapsTheSettingsOfTheRunner() {
		RunnerSettings settings = mapper("ray.runner.max-pending-size=1KB", "ray.shutdown.grace-period=5s")
			.runnerSettings();
		assertThat(settings).isEqualTo(new RunnerSettings(1024, Duration.ofSeconds(5)));
	}

	@Test
	void tasksMayHoldAQuarterOfTheHeapByDefault() {
		assertThat(mapper().runnerSettings().maxPendingBytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
	}

	@Test
	void embeddedRunsATaskOnEachProcessorByDefault() {
		assertThat(mapper().embeddedResources())
			.isEqualTo(Map.of("CPU", (double) Runtime.getRuntime().availableProcessors()));
		assertThat(mapper("ray.init.num-cpus=7", "ray.init.num-gpus=2", "ray.init.resources.tpu=1").embeddedResources())
			.isEqualTo(Map.of("CPU", 7.0, "GPU", 2.0, "tpu", 1.0));
	}

	private static RayPropertiesMapper mapper(String... pairs) {
		return new RayPropertiesMapper(TestProperties.of(pairs));
	}

}
