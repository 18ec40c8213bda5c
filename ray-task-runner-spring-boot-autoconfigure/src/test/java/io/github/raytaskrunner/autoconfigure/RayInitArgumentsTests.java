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

	private static Map<String, Object> arguments(String... pairs) {
		return RayInitArguments.of(TestProperties.of(pairs).init());
	}

}
