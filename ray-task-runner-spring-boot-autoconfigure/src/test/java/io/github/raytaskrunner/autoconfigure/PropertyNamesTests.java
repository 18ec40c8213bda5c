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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PropertyNames}.
 */
class PropertyNamesTests {

	private final PropertyNames names = new PropertyNames();

	@ParameterizedTest
	@ValueSource(strings = { "ray.enabled", "ray.init.num-cpus", "ray.init.numcpus", "ray.init.num.cpus",
			"ray.init.numCpus", "ray.init.resources.tpu", "ray.init.runtime-env.env-vars.OMP_NUM_THREADS",
			"ray.init.runtimeenv.config.eagerinstall", "ray.profiles.gpu.num-gpus", "ray.profiles.gpu.resources.tpu",
			"ray.worker.jvm-options[0]", "ray.worker.jvmoptions.12" })
	void containsWhatBinds(String name) {
		assertThat(this.names.contains(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ray.init.cpus", "ray.numcpus", "ray.init", "ray.profiles.gpu", "ray.profiles.gpu.gpus",
			"ray.init.num-cpus1" })
	void containsNothingElse(String name) {
		assertThat(this.names.contains(name)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "ray.init.num-cpu, ray.init.num-cpus", "ray.init.cpus, ray.init.num-cpus",
			"ray.init.num_cpu, ray.init.num-cpus", "ray.num-cpus, ray.init.num-cpus",
			"ray.worker.jvm-option, ray.worker.jvm-options", "ray.init.resource.tpu, ray.init.resources.tpu",
			"ray.profiles.gpu.num-gpu, ray.profiles.gpu.num-gpus", "ray.adress, ray.address",
			"ray.shutdown.graceperiode, ray.shutdown.grace-period", "ray.shutdown.grace, ray.shutdown.grace-period",
			"ray.max-unfinished, ray.runner.max-unfinished", "ray.profiles.gpu.cpus, ray.profiles.gpu.num-cpus" })
	void findsTheNearest(String name, String expected) {
		assertThat(this.names.nearest(name)).hasValue(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ray.some.completely-different-thing", "ray.profiles.gpu.name", "ray.profiles.gpu.key",
			"ray.init.runtime-env.config.colour" })
	void findsNothingIfNothingIsNear(String name) {
		assertThat(this.names.nearest(name)).isEmpty();
	}

}
