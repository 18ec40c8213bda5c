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

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.github.raytaskrunner.ClusterFigures;
import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.TaskListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;

/**
 * Meters of Ray clusters, which are there once a runner is connected to one:
 * {@code ray.cluster.sent} and {@code ray.cluster.received}, the bytes that went there
 * and came from there, and {@code ray.cluster.resources}, the amounts that the living
 * nodes have, with the name of the resource as the tag {@code resource}.
 * <p>
 * Safe for use by several threads.
 *
 * @see RayTaskRunnerGauges
 */
public final class RayClusterMetrics implements TaskListener {

	private static final String RESOURCES = "ray.cluster.resources";

	private static final String RESOURCE = "resource";

	private final MeterRegistry registry;

	private final Supplier<Stream<ObservableRayTaskRunner>> runners;

	/**
	 * Create a new instance.
	 * @param registry registry of the meters
	 * @param runners supplies the runners, whose figures are added up; called by any
	 * thread
	 */
	public RayClusterMetrics(MeterRegistry registry, Supplier<Stream<ObservableRayTaskRunner>> runners) {
		this.registry = registry;
		this.runners = runners;
	}

	@Override
	public synchronized void statusChanged(RunnerStatus status) {
		clusters().reduce(ClusterFigures::plus).ifPresent((figures) -> {
			register("ray.cluster.sent", "Bytes of tasks and values that went to the cluster",
					ClusterFigures::sentBytes);
			register("ray.cluster.received", "Bytes of values and reports that came from the cluster",
					ClusterFigures::receivedBytes);
			figures.resources().keySet().forEach(this::registerResource);
		});
	}

	private void register(String name, String description, ToDoubleFunction<ClusterFigures> bytes) {
		if (this.registry.find(name).functionCounter() == null) {
			FunctionCounter.builder(name, this, (metrics) -> metrics.sum(bytes))
				.description(description)
				.baseUnit(BaseUnits.BYTES)
				.register(this.registry);
		}
	}

	private void registerResource(String resource) {
		if (this.registry.find(RESOURCES).tag(RESOURCE, resource).gauge() == null) {
			Gauge.builder(RESOURCES, () -> sum((figures) -> figures.resources().getOrDefault(resource, 0.0)))
				.description("What the living nodes of the cluster have of a resource")
				.tag(RESOURCE, resource)
				.register(this.registry);
		}
	}

	private double sum(ToDoubleFunction<ClusterFigures> number) {
		return clusters().mapToDouble(number).sum();
	}

	private Stream<ClusterFigures> clusters() {
		return this.runners.get().map(ObservableRayTaskRunner::cluster).flatMap(Optional::stream);
	}

}
