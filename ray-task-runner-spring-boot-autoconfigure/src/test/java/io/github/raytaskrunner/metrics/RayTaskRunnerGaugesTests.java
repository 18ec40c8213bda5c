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

import java.util.concurrent.atomic.AtomicReference;

import io.github.raytaskrunner.TaskCounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RayTaskRunnerGaugesTests {

	@Test
	void showsThePresentCounts() {
		MeterRegistry registry = new SimpleMeterRegistry();
		AtomicReference<TaskCounts> counts = new AtomicReference<>(new TaskCounts(5, 2, 7));
		new RayTaskRunnerGauges(counts::get).bindTo(registry);
		Gauge queued = registry.get("ray.tasks.queued").gauge();
		Gauge inFlight = registry.get("ray.tasks.in.flight").gauge();
		assertThat(queued.value()).isEqualTo(5);
		assertThat(inFlight.value()).isEqualTo(2);
		assertThat(registry.get("ray.values.held").gauge().value()).isEqualTo(7);
		counts.set(new TaskCounts(0, 1, 0));
		assertThat(queued.value()).isZero();
		assertThat(inFlight.value()).isEqualTo(1);
	}

	@Test
	void everyMeterHasADescriptionAndNoUnitThatItsNameSays() {
		MeterRegistry registry = new SimpleMeterRegistry();
		new RayTaskRunnerGauges(() -> new TaskCounts(0, 0, 0)).bindTo(registry);
		assertThat(registry.getMeters()).hasSize(3).allSatisfy((meter) -> {
			assertThat(meter.getId().getDescription()).isNotBlank();
			assertThat(meter.getId().getBaseUnit()).isNull();
		});
	}

}
