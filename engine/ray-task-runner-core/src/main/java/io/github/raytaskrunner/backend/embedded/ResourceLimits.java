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

package io.github.raytaskrunner.backend.embedded;

import java.util.HashMap;
import java.util.Map;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.backend.Demands;

import org.springframework.util.Assert;

/**
 * The resources that tasks may occupy together. What asks for more is refused. Immutable.
 */
public sealed class ResourceLimits permits LenientResourceLimits {

	private final Map<String, Double> amounts;

	/**
	 * Create new limits.
	 * @param amounts the amounts by name; by default the memory is that of the heap
	 */
	public ResourceLimits(Map<String, Double> amounts) {
		Map<String, Double> total = new HashMap<>(amounts);
		total.putIfAbsent("memory", (double) Runtime.getRuntime().maxMemory());
		this.amounts = Map.copyOf(total);
		Assert.isTrue(slots() > 0, () -> "The number of CPUs must be positive but is " + slots());
	}

	final Map<String, Double> amounts() {
		return this.amounts;
	}

	/**
	 * Return the number of calls with default resources that run at once.
	 * @return the number
	 */
	final int slots() {
		return (int) amount("CPU");
	}

	/**
	 * Return what a call occupies while it runs.
	 * @param resources what it asks for
	 * @return what it occupies
	 * @throws IllegalArgumentException if that can never be had; says what is missing
	 */
	Resources occupied(Resources resources) {
		Assert.isTrue(resources.runtimeEnv().isEmpty(),
				"it asks for a runtime environment, which embedded tasks do not have: run on Ray (ray.address)");
		Assert.isNull(resources.placementGroup(),
				"it asks for a placement group, which there is only on Ray: run on Ray (ray.address)");
		Demands.requireMet(resources, this::amount, "this process", "Ray");
		return resources;
	}

	final double amount(String resource) {
		return this.amounts.getOrDefault(resource, 0.0);
	}

}
