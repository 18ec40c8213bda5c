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
import java.util.function.ToIntFunction;

import io.github.raytaskrunner.TaskCounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Gauges of what a runner has at the moment: {@code ray.tasks.queued}, the tasks that
 * wait for upstream tasks or for a slot, {@code ray.tasks.in.flight}, those that were
 * handed to the backend and have not ended, and {@code ray.values.held}, the values that
 * the backend keeps because somebody may still ask for them.
 *
 * @see RayTaskRunnerMetrics
 */
public final class RayTaskRunnerGauges implements MeterBinder {

	private final Supplier<TaskCounts> counts;

	/**
	 * Create a new instance.
	 * @param counts called by any thread for the present counts
	 */
	public RayTaskRunnerGauges(Supplier<TaskCounts> counts) {
		this.counts = counts;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		bind(registry, "ray.tasks.queued", "Tasks that wait for upstream tasks or for a slot", TaskCounts::queued);
		bind(registry, "ray.tasks.in.flight", "Tasks handed to the backend that have not ended", TaskCounts::inFlight);
		bind(registry, "ray.values.held", "Values that somebody may still ask for", TaskCounts::held);
	}

	private void bind(MeterRegistry registry, String name, String description, ToIntFunction<TaskCounts> count) {
		Gauge.builder(name, () -> count.applyAsInt(this.counts.get())).description(description).register(registry);
	}

}
