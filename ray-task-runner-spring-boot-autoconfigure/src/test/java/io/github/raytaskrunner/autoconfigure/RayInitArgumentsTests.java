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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RayInitArgumentsTests {

	@Test
	void leavesOutWhatIsNotSet() {
		assertThat(arguments()).isEmpty();
		assertThat(arguments("ray.init.namespace=", "ray.init.object-store-memory=")).isEmpty();
	}

	@Test
	void hasThePythonNameAndTypeOfEveryArgument() {
		Map<String, Object> arguments = arguments("ray.init.num-cpus=4", "ray.init.num-gpus=2",
				"ray.init.resources.disk=1.5", "ray.init.resources.[db/main]=1", "ray.init.labels.zone=a",
				"ray.init.object-store-memory=100MB", "ray.init.namespace=risk", "ray.init.dashboard-port=8265");
		assertThat(arguments).containsOnly(Map.entry("num_cpus", 4), Map.entry("num_gpus", 2),
				Map.entry("resources", Map.of("disk", 1.5, "db/main", 1.0)), Map.entry("labels", Map.of("zone", "a")),
				Map.entry("object_store_memory", 104857600L), Map.entry("namespace", "risk"),
				Map.entry("dashboard_port", 8265));
	}

	@Test
	void hasTheHiddenArguments() {
		assertThat(arguments("ray.init.memory=1GB", "ray.init.node-name=head", "ray.init.plasma-directory=/mnt",
				"ray.init.object-spilling-directory=/spill", "ray.init.metrics-export-port=9100"))
			.containsOnly(Map.entry("_memory", 1073741824L), Map.entry("_node_name", "head"),
					Map.entry("_plasma_directory", "/mnt"), Map.entry("object_spilling_directory", "/spill"),
					Map.entry("_metrics_export_port", 9100));
	}

	@Test
	void hasTheArgumentsOfResourceIsolation() {
		assertThat(arguments("ray.init.enable-resource-isolation=true", "ray.init.cgroup-path=/sys/fs/cgroup/ray",
				"ray.init.system-reserved-cpu=1.5", "ray.init.system-reserved-memory=1KB"))
			.containsOnly(Map.entry("enable_resource_isolation", true), Map.entry("cgroup_path", "/sys/fs/cgroup/ray"),
					Map.entry("system_reserved_cpu", 1.5), Map.entry("system_reserved_memory", 1024L));
	}

	@Test
	void internalSettingsHaveTheTypeTheyLookLike() {
		assertThat(arguments("ray.init.system-config.max_size=1000", "ray.init.system-config.on=true",
				"ray.init.system-config.ratio=0.5", "ray.init.system-config.text=1 of 2"))
			.containsOnly(
					Map.entry("_system_config", Map.of("max_size", 1000L, "on", true, "ratio", 0.5, "text", "1 of 2")));
	}

	@Test
	void loggingLevelIsThatOfPython() {
		assertThat(arguments("ray.init.logging-level=warn")).containsOnly(Map.entry("logging_level", 30));
	}

	@Test
	void runtimeEnvironmentHasVariablesAndItsOwnSettings() {
		assertThat(arguments("ray.init.runtime-env.env-vars.OMP_NUM_THREADS=4",
				"ray.init.runtime-env.config.setup-timeout-seconds=60",
				"ray.init.runtime-env.config.eager-install=false"))
			.containsOnly(Map.entry("runtime_env", Map.of("env_vars", Map.of("OMP_NUM_THREADS", "4"), "config",
					Map.of("setup_timeout_seconds", 60, "eager_install", false))));
	}

	@Test
	void knowsWhatOnlyANewClusterCanHave() {
		RayProperties.Init properties = TestProperties
			.of("ray.init.num-cpus=4", "ray.init.labels.zone=a", "ray.init.node-name=head", "ray.init.namespace=risk",
					"ray.init.logging-level=debug", "ray.init.runtime-env.env-vars.A=b", "ray.init.dashboard-port=1")
			.init();
		assertThat(RayInitArguments.newClusterOnly(properties)).containsExactly("ray.init.num-cpus", "ray.init.labels",
				"ray.init.dashboard-port", "ray.init.node-name");
		assertThat(RayInitArguments.newClusterOnly(TestProperties.of().init())).isEmpty();
	}

	private static Map<String, Object> arguments(String... pairs) {
		return RayInitArguments.of(TestProperties.of(pairs).init());
	}

}
