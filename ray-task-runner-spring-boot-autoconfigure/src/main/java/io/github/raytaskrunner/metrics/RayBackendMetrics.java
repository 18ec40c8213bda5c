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

import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RunnerStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of what runs the tasks, and of what waits for it: {@code ray.nodes} and
 * {@code ray.slots}, the living nodes and the tasks with one CPU that run at once, both
 * zero while the backend is lost, {@code ray.driver.restarts}, how often it came back
 * after that, and {@code ray.tasks.pending}, the bytes of the tasks that have not ended.
 *
 * @see RayTaskRunnerGauges
 */
public final class RayBackendMetrics implements MeterBinder {

	private final Supplier<Stream<ObservableRayTaskRunner>> runners;

	/**
	 * Create a new instance.
	 * @param runners called by any thread for the runners, whose numbers are added
	 */
	public RayBackendMetrics(Supplier<Stream<ObservableRayTaskRunner>> runners) {
		this.runners = runners;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("ray.nodes", () -> sum((runner) -> ofBackend(runner, BackendInfo::nodes)))
			.description("Living nodes of the cluster")
			.register(registry);
		Gauge.builder("ray.slots", () -> sum((runner) -> ofBackend(runner, BackendInfo::slots)))
			.description("Tasks with one CPU that run at once")
			.register(registry);
		Gauge.builder("ray.tasks.pending", () -> sum(ObservableRayTaskRunner::pendingBytes))
			.description("Size of the tasks that have not ended")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		FunctionCounter
			.builder("ray.driver.restarts", this, (metrics) -> metrics.sum(ObservableRayTaskRunner::reconnects))
			.description("How often a lost driver or cluster was replaced")
			.register(registry);
	}

	private static double ofBackend(ObservableRayTaskRunner runner, ToDoubleFunction<BackendInfo> number) {
		return (runner.status() instanceof RunnerStatus.Connected connected) ? number.applyAsDouble(connected.backend())
				: 0;
	}

	private double sum(ToDoubleFunction<ObservableRayTaskRunner> number) {
		return this.runners.get().mapToDouble(number).sum();
	}

}
