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

import java.util.function.Supplier;

import io.github.raytaskrunner.backend.BackendInfo;
import io.github.raytaskrunner.scheduling.RunnerStatus;
import io.github.raytaskrunner.scheduling.RunnerStatus.Connected;
import io.github.raytaskrunner.scheduling.RunnerStatus.Disconnected;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} for a Ray task runner: up while tasks can run, down while the
 * cluster is lost, and out of service before the start and after the end. Asks nobody but
 * the runner itself, so it answers at once.
 */
final class RayTaskRunnerHealthIndicator extends AbstractHealthIndicator {

	private final Supplier<RunnerStatus> status;

	RayTaskRunnerHealthIndicator(Supplier<RunnerStatus> status) {
		super("Ray task runner health check failed");
		this.status = status;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		RunnerStatus status = this.status.get();
		if (status instanceof Connected connected) {
			up(builder, connected.backend());
		}
		else if (status instanceof Disconnected disconnected) {
			down(builder, disconnected);
		}
		else {
			builder.outOfService().withDetail("reason", "not running");
		}
	}

	private static void down(Health.Builder builder, Disconnected disconnected) {
		builder.down().withDetail("reason", disconnected.reason()).withDetail("since", disconnected.since().toString());
		String obstacle = disconnected.obstacle();
		if (obstacle != null) {
			builder.withDetail("obstacle", obstacle);
		}
	}

	private static void up(Health.Builder builder, BackendInfo backend) {
		builder.up()
			.withDetail("backend", backend.name())
			.withDetail("slots", backend.slots())
			.withDetail("nodes", backend.nodes());
		String dashboardUrl = backend.dashboardUrl();
		if (dashboardUrl != null) {
			builder.withDetail("dashboard", dashboardUrl);
		}
	}

}
