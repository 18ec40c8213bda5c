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

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.raytaskrunner.benchmarks.contender.ContenderException;
import io.github.raytaskrunner.benchmarks.contender.Contenders;
import io.github.raytaskrunner.benchmarks.contender.Launch;
import io.github.raytaskrunner.benchmarks.report.ScenarioResult;
import io.github.raytaskrunner.benchmarks.report.Series;
import io.github.raytaskrunner.benchmarks.scenario.Entrant;
import io.github.raytaskrunner.benchmarks.scenario.Scenario;
import io.github.raytaskrunner.benchmarks.workload.Outcome;

/**
 * Measures one scenario after the other. In each round one contender runs after the
 * other, so that all of them see the same machine, and the others idle.
 */
final class ScenarioRunner {

	private final Options options;

	private final Contenders contenders;

	private final Conditions conditions;

	ScenarioRunner(Options options, Contenders contenders) {
		this.options = options;
		this.contenders = contenders;
		this.conditions = options.brief() ? Conditions.any() : Conditions.fair(contenders, options.limit());
	}

	ScenarioResult run(Scenario scenario) {
		Map<Entrant, Series> measured = new LinkedHashMap<>();
		scenario.entrants().forEach((entrant) -> measured.put(entrant, new Series(entrant.size())));
		this.conditions.prepare(scenario);
		for (int round = 0; round < this.options.rounds(); round++) {
			measured.forEach((entrant, series) -> run(scenario, entrant, series));
		}
		return new ScenarioResult(scenario, measured);
	}

	private void run(Scenario scenario, Entrant entrant, Series series) {
		if (series.obstacle() != null) {
			return;
		}
		try {
			double value = measure(scenario, entrant);
			series.add(value);
			System.out.printf("%s, %s: %.3f %s%n", scenario.id(), entrant.contender().id(), value,
					scenario.unit().symbol());
		}
		catch (ContenderException ex) {
			series.end(ex.obstacle(), !ex.isTooSlow());
			System.out.printf("%s, %s: %s%n", scenario.id(), entrant.contender().id(), ex.obstacle());
		}
	}

	private double measure(Scenario scenario, Entrant entrant) {
		Launch launch = entrant.launch();
		this.conditions.prepare(scenario, entrant);
		Outcome outcome = this.contenders.run(launch, scenario.workload(), entrant.size(), this.options.limit());
		return scenario.unit().value(outcome, entrant.size(), this.contenders.age(launch));
	}

}
