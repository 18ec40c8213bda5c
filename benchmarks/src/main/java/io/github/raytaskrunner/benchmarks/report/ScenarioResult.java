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
import java.util.stream.Stream;

import io.github.raytaskrunner.benchmarks.contender.Contender;
import io.github.raytaskrunner.benchmarks.scenario.Scenario;

/**
 * What was measured in one scenario.
 *
 * @param scenario the scenario
 * @param library what was measured of the library
 * @param baselines what was measured of the others
 */
public record ScenarioResult(Scenario scenario, Series library, Map<Contender, Series> baselines) {

	/**
	 * Return all that was measured.
	 * @return the series
	 */
	public Stream<Series> series() {
		return Stream.concat(Stream.of(this.library), this.baselines.values().stream());
	}

}
