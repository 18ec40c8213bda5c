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

package io.github.raytaskrunner.benchmarks;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.raytaskrunner.benchmarks.contender.Contender;
import io.github.raytaskrunner.benchmarks.contender.ContenderException;
import io.github.raytaskrunner.benchmarks.contender.Contenders;
import io.github.raytaskrunner.benchmarks.contender.Launch;
import io.github.raytaskrunner.benchmarks.report.ScenarioResult;
import io.github.raytaskrunner.benchmarks.report.Series;
import io.github.raytaskrunner.benchmarks.scenario.Baseline;
import io.github.raytaskrunner.benchmarks.scenario.Entrant;
import io.github.raytaskrunner.benchmarks.scenario.Scenario;
import io.github.raytaskrunner.benchmarks.workload.Outcome;

/**
 * Measures one scenario after the other. In each round one contender runs after the
 * other, so that all of them see the same machine, and the others idle.
 */
final class ScenarioRunner {

	/**
	 * What part of a round comes before the first one, and does not count.
	 */
	private static final int WARM_UP = 5;

	private final Options options;

	private final Contenders contenders;

	ScenarioRunner(Options options, Contenders contenders) {
		this.options = options;
		this.contenders = contenders;
	}

	ScenarioResult run(Scenario scenario) {
		Series library = series(scenario, scenario.library());
		Map<Contender, Series> baselines = new EnumMap<>(Contender.class);
		scenario.baselines()
			.forEach((baseline) -> baselines.put(baseline.entrant().contender(), series(scenario, baseline.entrant())));
		this.contenders.endAllBut(launches(scenario));
		for (int round = 0; round < this.options.rounds(); round++) {
			run(scenario, scenario.library(), library);
			for (Baseline baseline : scenario.baselines()) {
				Entrant entrant = baseline.entrant();
				run(scenario, entrant, baselines.getOrDefault(entrant.contender(), library));
			}
		}
		return new ScenarioResult(scenario, library, baselines);
	}

	private Series series(Scenario scenario, Entrant entrant) {
		return new Series(this.options.size(scenario, entrant.size()));
	}

	private static Set<Launch> launches(Scenario scenario) {
		return Stream.concat(Stream.of(scenario.library()), scenario.baselines().stream().map(Baseline::entrant))
			.map(Entrant::launch)
			.collect(Collectors.toSet());
	}

	private void run(Scenario scenario, Entrant entrant, Series series) {
		if (series.obstacle() != null) {
			return;
		}
		try {
			double value = measure(scenario, entrant, series.size());
			series.add(value);
			System.out.printf("%s, %s: %.3f %s%n", scenario.id(), entrant.contender().id(), value,
					scenario.unit().symbol());
		}
		catch (ContenderException ex) {
			series.end(ex.obstacle(), !ex.isTooSlow());
			System.out.printf("%s, %s: %s%n", scenario.id(), entrant.contender().id(), ex.obstacle());
		}
	}

	private double measure(Scenario scenario, Entrant entrant, int size) {
		Launch launch = entrant.launch();
		if (scenario.cold() && !this.options.brief()) {
			this.contenders.end(launch);
		}
		else if (!scenario.cold()) {
			this.contenders.warmUp(launch, scenario.workload(), Math.max(1, size / WARM_UP), this.options.limit());
		}
		Outcome outcome = this.contenders.run(launch, scenario.workload(), size, this.options.limit());
		return scenario.unit().value(outcome, size, this.contenders.age(launch));
	}

}
