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

package io.github.raytaskrunner.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.serialization.BeanReference;
import io.github.raytaskrunner.serialization.TaskSerializer;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link RunnerSettings}.
 */
class RunnerSettingsTests {

	private static RunnerSettings settings(long maxRetries) {
		TaskOptions defaults = TaskOptions.builder()
			.crashRetries(1)
			.timeLimit(Duration.ofMinutes(1))
			.retry(new RetrySettings(maxRetries, Duration.ofMillis(100), 2.0, Duration.ofSeconds(1), null))
			.build();
		TaskOptions gpu = TaskOptions.builder()
			.numCpus(null)
			.numGpus(1)
			.memory(DataSize.ofGigabytes(1))
			.resource("tpu", 0.5)
			.runtimeEnv(Map.of("env_vars", Map.of("A", "b")))
			.placementGroup("reserved")
			.bundleIndex(1)
			.retry(null)
			.build();
		return new RunnerSettings(1000, Duration.ZERO).withDefaults(defaults).withProfiles(Map.of("gpu", gpu));
	}

	@Test
	void settingsOfEqualValuesAreEqual() {
		assertThat(settings(2)).isEqualTo(settings(2)).hasSameHashCodeAs(settings(2)).isNotEqualTo(settings(3));
	}

	@Test
	void singleSettingIsReplacedAndTheOthersStay() {
		RunnerSettings settings = settings(2);
		RunnerSettings replaced = settings.withMaxPendingBytes(2000)
			.withGracePeriod(Duration.ofSeconds(7))
			.withPhase(42);
		assertThat(replaced.maxPendingBytes()).isEqualTo(2000);
		assertThat(replaced.gracePeriod()).isEqualTo(Duration.ofSeconds(7));
		assertThat(replaced.phase()).isEqualTo(42);
		assertThat(replaced.withMaxPendingBytes(1000)
			.withGracePeriod(Duration.ZERO)
			.withPhase(RunnerSettings.DEFAULT_PHASE)).isEqualTo(settings);
	}

	@Test
	void settingsArriveInAnotherProcessAsTheyWere() {
		byte[] bytes = ScriptedBackend.SERIALIZER.writeValue(settings(2));
		assertThat(ScriptedBackend.SERIALIZER.readValue(bytes)).isEqualTo(settings(2));
	}

	@Test
	void beanAmongThemArrivesWhereThereAreNoBeansYet() {
		TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null,
				(captured) -> (captured instanceof RetrySettings) ? new BeanReference("policy", false) : null);
		ScriptedBackend backend = new ScriptedBackend(1);
		DefaultRayTaskRunner runner = new DefaultRayTaskRunner(settings(2), () -> backend, serializer);
		runner.start();
		runner.stop();
		assertThat(ScriptedBackend.SERIALIZER.readValue(Objects.requireNonNull(backend.settings)))
			.isEqualTo(settings(2));
	}

}
