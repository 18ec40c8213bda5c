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

package io.github.raytaskrunner.autoconfigure.health;

import java.time.Instant;
import java.util.Map;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RayTaskRunnerHealthIndicator}.
 */
class RayTaskRunnerHealthIndicatorTests {

	@Test
	void isUpWhileTasksCanRun() {
		Health health = health(new RunnerStatus.Connected(
				new BackendInfo("ray-2.60.0", "temporary Ray 2.60.0 cluster", 8, 2, "http://127.0.0.1:8265")));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails())
			.isEqualTo(Map.of("backend", "ray-2.60.0", "slots", 8, "nodes", 2, "dashboard", "http://127.0.0.1:8265"));
	}

	@Test
	void hasNoDashboardWithoutRay() {
		Health health = health(new RunnerStatus.Connected(new BackendInfo("embedded", "embedded", 2, 1, null)));
		assertThat(health.getDetails()).isEqualTo(Map.of("backend", "embedded", "slots", 2, "nodes", 1));
	}

	@Test
	void isDownWithReasonAndTimeWhileTheClusterIsLost() {
		Health health = health(
				new RunnerStatus.Disconnected(Instant.parse("2026-01-02T03:04:05Z"), "The driver is gone", null));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails())
			.isEqualTo(Map.of("reason", "The driver is gone", "since", "2026-01-02T03:04:05Z"));
	}

	@Test
	void saysWhatIsInTheWayOfABetterTime() {
		Health health = health(new RunnerStatus.Disconnected(Instant.parse("2026-01-02T03:04:05Z"),
				"The driver is gone", "Nothing listens at head:8265"));
		assertThat(health.getDetails()).isEqualTo(Map.of("reason", "The driver is gone", "since",
				"2026-01-02T03:04:05Z", "obstacle", "Nothing listens at head:8265"));
	}

	@Test
	void isOutOfServiceWhileNotRunning() {
		Health health = health(new RunnerStatus.Stopped());
		assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(health.getDetails()).isEqualTo(Map.of("reason", "not running"));
	}

	@Test
	void knowsOfAnotherClassWhetherItIsRunning() {
		RayTaskRunner runner = mock(RayTaskRunner.class);
		assertThat(health(runner).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		given(runner.isRunning()).willReturn(true);
		given(runner.backend()).willReturn("grid");
		assertThat(health(runner)).isEqualTo(Health.up().withDetail("backend", "grid").build());
	}

	@ParameterizedTest
	@ValueSource(classes = { RayTaskRunner.class, ObservableRayTaskRunner.class, DefaultRayTaskRunner.class })
	void doesNotMindAMockThatKnowsNothing(Class<? extends RayTaskRunner> type) {
		RayTaskRunner runner = mock(type);
		assertThat(health(runner).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		given(runner.isRunning()).willReturn(true);
		assertThat(health(runner)).isEqualTo(Health.up().build());
	}

	private static Health health(RunnerStatus status) {
		ObservableRayTaskRunner runner = mock(ObservableRayTaskRunner.class);
		given(runner.status()).willReturn(status);
		return health(runner);
	}

	private static Health health(RayTaskRunner runner) {
		Health health = new RayTaskRunnerHealthIndicator(runner).health(true);
		assertThat(health).isNotNull();
		return health;
	}

}
