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

package io.github.raytaskrunner.benchmarks.report;

import java.util.Map;
import java.util.Objects;

import io.github.raytaskrunner.benchmarks.scenario.Entrant;
import io.github.raytaskrunner.benchmarks.scenario.Scenario;

/**
 * What was measured in one scenario.
 *
 * @param scenario the scenario
 * @param series what was measured of each who took part
 */
public record ScenarioResult(Scenario scenario, Map<Entrant, Series> series) {

	/**
	 * Return what was measured of the library.
	 * @return its values
	 */
	public Series library() {
		return of(this.scenario.library());
	}

	/**
	 * Return what was measured of somebody.
	 * @param entrant who takes part in the scenario
	 * @return its values
	 */
	public Series of(Entrant entrant) {
		return Objects.requireNonNull(this.series.get(entrant));
	}

	/**
	 * Return whether somebody failed.
	 * @return whether a result was wrong or missing; to be slow is no failure
	 */
	public boolean isFailed() {
		return this.series.values().stream().anyMatch(Series::isFailed);
	}

}
