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
import io.github.raytaskrunner.TaskCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of what runners have at the moment.
 * <ul>
 * <li>{@code ray.tasks.queued}, the tasks that wait for upstream tasks or for a slot,
 * {@code ray.tasks.in.flight}, those that were handed to the backend and have not ended,
 * and {@code ray.tasks.pending}, the bytes of both</li>
 * <li>{@code ray.values.held}, the values that the backend keeps because somebody may
 * still ask for them</li>
 * <li>{@code ray.nodes} and {@code ray.slots}, the living nodes and the tasks with one
 * CPU that run at once, both zero while the backend is lost, and
 * {@code ray.driver.restarts}, how often it came back after that</li>
 * </ul>
 *
 * @see RayTaskRunnerMetrics
 * @see RayClusterMetrics
 */
public final class RayTaskRunnerGauges implements MeterBinder {

	private final Supplier<Stream<ObservableRayTaskRunner>> runners;

	/**
	 * Create a new instance.
	 * @param runners supplies the runners, whose numbers are added up; called by any
	 * thread
	 */
	public RayTaskRunnerGauges(Supplier<Stream<ObservableRayTaskRunner>> runners) {
		this.runners = runners;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge("ray.tasks.queued", "Tasks that wait for upstream tasks or for a slot", ofTasks(TaskCounts::queued))
			.register(registry);
		gauge("ray.tasks.in.flight", "Tasks handed to the backend that have not ended", ofTasks(TaskCounts::inFlight))
			.register(registry);
		gauge("ray.tasks.pending", "Size of the tasks that have not ended", ObservableRayTaskRunner::pendingBytes)
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		gauge("ray.values.held", "Values that somebody may still ask for", ofTasks(TaskCounts::held))
			.register(registry);
		gauge("ray.nodes", "Living nodes of the cluster", ofBackend(BackendInfo::nodes)).register(registry);
		gauge("ray.slots", "Tasks with one CPU that run at once", ofBackend(BackendInfo::slots)).register(registry);
		FunctionCounter
			.builder("ray.driver.restarts", this, (gauges) -> gauges.sum(ObservableRayTaskRunner::reconnects))
			.description("How often a lost driver or cluster was replaced")
			.register(registry);
	}

	private Gauge.Builder<?> gauge(String name, String description, ToDoubleFunction<ObservableRayTaskRunner> number) {
		return Gauge.builder(name, () -> sum(number)).description(description);
	}

	private double sum(ToDoubleFunction<ObservableRayTaskRunner> number) {
		return this.runners.get().mapToDouble(number).sum();
	}

	private static ToDoubleFunction<ObservableRayTaskRunner> ofTasks(ToDoubleFunction<TaskCounts> number) {
		// a mock may have none
		return (runner) -> Stream.ofNullable(runner.counts()).mapToDouble(number).sum();
	}

	private static ToDoubleFunction<ObservableRayTaskRunner> ofBackend(ToDoubleFunction<BackendInfo> number) {
		return (runner) -> (runner.status() instanceof RunnerStatus.Connected connected)
				? number.applyAsDouble(connected.backend()) : 0;
	}

}
