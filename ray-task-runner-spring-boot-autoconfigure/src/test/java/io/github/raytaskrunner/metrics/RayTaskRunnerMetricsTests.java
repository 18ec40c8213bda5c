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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class RayTaskRunnerMetricsTests {

	private static final Duration QUEUED = Duration.ofMillis(300);

	private static final Duration RAN = Duration.ofMillis(20);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final RayTaskRunnerMetrics metrics = new RayTaskRunnerMetrics(this.registry);

	@Test
	void countsSubmittedTasksByName() {
		submitted("Orders.price");
		submitted("Orders.price");
		submitted("Orders.ship");
		this.metrics
			.stateChanged(new Change("Orders.ship", new TaskState.Running(), new TaskState.Pending(), QUEUED, RAN));
		assertThat(this.registry.get("ray.tasks.submitted").tag("task", "Orders.price").counter().count()).isEqualTo(2);
		assertThat(this.registry.get("ray.tasks.submitted").tag("task", "Orders.ship").counter().count()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("outcomes")
	void timesQueueAndRunByOutcome(TaskState state, String outcome) {
		finished("Orders.price", state, QUEUED, RAN);
		Timer queueTime = this.registry.get("ray.tasks.queue.time")
			.tags("task", "Orders.price", "outcome", outcome)
			.timer();
		assertThat(queueTime.count()).isEqualTo(1);
		assertThat(queueTime.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(300);
		Timer runTime = this.registry.get("ray.tasks.run.time")
			.tags("task", "Orders.price", "outcome", outcome)
			.timer();
		assertThat(runTime.count()).isEqualTo(1);
		assertThat(runTime.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(20);
	}

	static Stream<Arguments> outcomes() {
		return Stream.of(Arguments.of(new TaskState.Completed(), "completed"),
				Arguments.of(new TaskState.Failed(new IllegalStateException()), "failed"),
				Arguments.of(new TaskState.Crashed("killed"), "crashed"),
				Arguments.of(new TaskState.Cancelled("stopped"), "cancelled"),
				Arguments.of(new TaskState.TimedOut(RAN), "timed_out"),
				Arguments.of(new TaskState.NotReady("up", "1", null), "not_ready"));
	}

	@Test
	void taskThatNeverStartedHasNoRunTime() {
		finished("Orders.price", new TaskState.NotReady("up", "1", null), QUEUED, Duration.ZERO);
		assertThat(this.registry.get("ray.tasks.queue.time").timer().count()).isEqualTo(1);
		assertThat(this.registry.find("ray.tasks.run.time").timer()).isNull();
	}

	@Test
	void countsCrashesOnly() {
		finished("Orders.price", new TaskState.Failed(new IllegalStateException()), QUEUED, RAN);
		assertThat(this.registry.find("ray.tasks.crashed").counter()).isNull();
		finished("Orders.price", new TaskState.Crashed("killed"), QUEUED, RAN);
		assertThat(this.registry.get("ray.tasks.crashed").tag("task", "Orders.price").counter().count()).isEqualTo(1);
	}

	@Test
	void countsRetries() {
		retried("Orders.price");
		retried("Orders.price");
		assertThat(this.registry.get("ray.tasks.retried").tag("task", "Orders.price").counter().count()).isEqualTo(2);
	}

	@Test
	void timesWaitsByOutcome() {
		this.metrics.waited("Orders.price", Duration.ofMillis(5), true);
		this.metrics.waited("Orders.price", Duration.ofMillis(7), false);
		this.metrics.waited("Orders.price", Duration.ofMillis(8), false);
		assertThat(this.registry.get("ray.tasks.wait.time").tag("outcome", "done").timer().count()).isEqualTo(1);
		assertThat(this.registry.get("ray.tasks.wait.time")
			.tag("outcome", "timeout")
			.timer()
			.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(15);
	}

	@Test
	void everyMeterHasADescriptionAndNoUnitThatItsNameSays() {
		submitted("Orders.price");
		finished("Orders.price", new TaskState.Crashed("killed"), QUEUED, RAN);
		retried("Orders.price");
		this.metrics.waited("Orders.price", QUEUED, true);
		assertThat(this.registry.getMeters()).hasSize(6).allSatisfy((meter) -> {
			assertThat(meter.getId().getDescription()).isNotBlank();
			String unit = meter.getId().getBaseUnit();
			assertThat((unit != null) ? unit : "none").isNotIn(List.of(meter.getId().getName().split("\\.")));
		});
	}

	@Test
	void taskThatRunsHasNoTimesYet() {
		this.metrics
			.stateChanged(new Change("Orders.price", new TaskState.Pending(), new TaskState.Running(), QUEUED, RAN));
		assertThat(this.registry.getMeters()).isEmpty();
	}

	private void submitted(String name) {
		this.metrics.stateChanged(new Change(name, null, new TaskState.Pending(), Duration.ZERO, Duration.ZERO));
	}

	private void retried(String name) {
		this.metrics.stateChanged(
				new Change(name, new TaskState.Running(), new TaskState.AwaitingRetry(2, Instant.EPOCH), QUEUED, RAN));
	}

	private void finished(String name, TaskState state, Duration queued, Duration ran) {
		this.metrics.stateChanged(new Change(name, new TaskState.Running(), state, queued, ran));
	}

	private record Change(String group, @Nullable TaskState previous, TaskState state, Duration queued,
			Duration ran) implements TaskStateChange {

		@Override
		public String name() {
			return this.group + "[7]";
		}

		@Override
		public String key() {
			return "key";
		}

		@Override
		public int attempt() {
			return 1;
		}

		@Override
		public Instant time() {
			return Instant.EPOCH;
		}

	}

}
