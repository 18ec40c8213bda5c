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

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.RunnerStatus.Connected;
import io.github.raytaskrunner.RunnerStatus.Disconnected;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} for a Ray task runner: up while tasks can run, down while the
 * cluster is lost, and out of service before the start and after the end. Asks nobody but
 * the runner itself, so it answers at once. Of a runner that tells no status it knows
 * whether it is running.
 */
final class RayTaskRunnerHealthIndicator extends AbstractHealthIndicator {

	private final RayTaskRunner runner;

	RayTaskRunnerHealthIndicator(RayTaskRunner runner) {
		super("Ray task runner health check failed");
		this.runner = runner;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		RunnerStatus status = status();
		if (status instanceof Connected connected) {
			up(builder, connected.backend());
		}
		else if (status instanceof Disconnected disconnected) {
			down(builder, disconnected);
		}
		else if (status == null && this.runner.isRunning()) {
			up(builder, this.runner.backend());
		}
		else {
			builder.outOfService().withDetail("reason", "not running");
		}
	}

	// a mock has none, whatever its class
	private @Nullable RunnerStatus status() {
		return (this.runner instanceof ObservableRayTaskRunner monitored) ? monitored.status() : null;
	}

	private static void down(Health.Builder builder, Disconnected disconnected) {
		builder.down().withDetail("reason", disconnected.reason()).withDetail("since", disconnected.since().toString());
		String obstacle = disconnected.obstacle();
		if (obstacle != null) {
			builder.withDetail("obstacle", obstacle);
		}
	}

	private static void up(Health.Builder builder, @Nullable String backend) {
		builder.up();
		if (backend != null) {
			builder.withDetail("backend", backend);
		}
	}

	private static void up(Health.Builder builder, BackendInfo backend) {
		up(builder, backend.name());
		builder.withDetail("slots", backend.slots()).withDetail("nodes", backend.nodes());
		String dashboardUrl = backend.dashboardUrl();
		if (dashboardUrl != null) {
			builder.withDetail("dashboard", dashboardUrl);
		}
	}

}
