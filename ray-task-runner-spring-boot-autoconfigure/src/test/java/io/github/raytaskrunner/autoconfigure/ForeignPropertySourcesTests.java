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

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ForeignPropertySources}.
 */
class ForeignPropertySourcesTests {

	private final ForeignPropertySources sources = new ForeignPropertySources();

	@ParameterizedTest
	@ValueSource(strings = { "RAY_INIT_NUMCPUS", "RAY_INIT_NUM_CPUS", "RAY_INIT_RESOURCES_TPU",
			"RAY_WORKER_JVMOPTIONS_0", "RAY_PROFILES_GPU_NUMGPUS", "RAY_SHUTDOWN_GRACEPERIOD", "RAY_ADDRESS",
			"RAY_AUTH_MODE", "RAY_TMPDIR", "RAY_WORKER_NICENESS", "RAY_worker_niceness", "RAY_DASHBOARD_NO_CACHE",
			"RAY_HOME", "MY_RAY_INIT_CPUS", "PATH" })
	void variablesThatAreKnownOrOfRayPass(String name) {
		assertThatNoException().isThrownBy(() -> this.sources.check(Map.of(name, "1"), Map.of()));
	}

	@ParameterizedTest
	@CsvSource({ "RAY_WORKER_SERVICE_HOST, 10.0.0.1", "RAY_WORKER_SERVICE_PORT, 80", "RAY_WORKER_SERVICE_PORT_HTTP, 80",
			"RAY_WORKER_PORT, tcp://10.0.0.1:80", "RAY_WORKER_PORT_80_TCP, tcp://10.0.0.1:80",
			"RAY_WORKER_PORT_80_TCP_PROTO, tcp", "RAY_WORKER_PORT_80_TCP_PORT, 80",
			"RAY_WORKER_PORT_80_TCP_ADDR, 10.0.0.1", "RAY_DRIVER_METRICS_PORT_80_UDP, udp://10.0.0.1:80" })
	void variablesOfServicesOfKubernetesPass(String name, String value) {
		assertThatNoException().isThrownBy(() -> this.sources.check(Map.of(name, value), Map.of()));
	}

	@ParameterizedTest
	@CsvSource({ "RAY_INIT_NUMCPU, ray.init.num-cpus", "RAY_RUNNER_MAXUNFINISHD, ray.runner.max-unfinished",
			"RAY_DRIVER_LEASES, ray.driver.lease", "RAY_WORKER_JVMOPTS, ray.worker.jvm-options",
			"RAY_PROFILES_GPU_GPUS, ray.profiles.gpu.num-gpus", "RAY_SHUTDOWN_GRACE, ray.shutdown.grace-period" })
	void misspeltVariableIsNamed(String name, String meant) {
		assertThatExceptionOfType(UnknownPropertyException.class)
			.isThrownBy(() -> this.sources.check(Map.of(name, "1", "PATH", "/bin"), Map.of()))
			.withMessageContaining("environment variable " + name)
			.withMessageContaining("Did you mean '" + meant + "'?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ray.init.num-cpus", "ray.worker.jvm-options[1]", "ray.worker.id", "ray.worker.mode",
			"ray.job.id", "ray.logging.level", "java.home" })
	void systemPropertiesThatAreKnownOrOfRayPass(String name) {
		assertThatNoException().isThrownBy(() -> this.sources.check(Map.of(), Map.of(name, "1")));
	}

	@ParameterizedTest
	@CsvSource({ "ray.init.cpus, ray.init.num-cpus", "ray.worker.start-timeouts, ray.worker.start-timeout" })
	void misspeltSystemPropertyIsNamed(String name, String meant) {
		assertThatExceptionOfType(UnknownPropertyException.class)
			.isThrownBy(() -> this.sources.check(Map.of(), Map.of(name, "1")))
			.withMessageContaining("'" + name + "' (system property)")
			.withMessageContaining("Did you mean '" + meant + "'?");
	}

}
