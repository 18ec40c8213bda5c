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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.github.raytaskrunner.benchmarks.scenario.Baseline;
import io.github.raytaskrunner.benchmarks.scenario.Bound;
import io.github.raytaskrunner.benchmarks.scenario.Scenario;
import io.github.raytaskrunner.benchmarks.scenario.Unit;

/**
 * The results as a table in Markdown, one line for each comparison.
 */
public final class ResultTable {

	private static final String HEAD = """
			| scenario | library | beside | | ratio | ratios of the rounds | aim |
			|---|---|---|---|---|---|---|
			""";

	private ResultTable() {
	}

	/**
	 * Return the table.
	 * @param results the results
	 * @return lines of Markdown
	 */
	public static String of(List<ScenarioResult> results) {
		return results.stream().map(ResultTable::rows).collect(Collectors.joining("", HEAD, ""));
	}

	private static String rows(ScenarioResult result) {
		Scenario scenario = result.scenario();
		String head = "| %s | %s ".formatted(scenario.title(), Numbers.text(result.library(), scenario.unit()));
		List<Comparison> comparisons = comparisons(result);
		if (comparisons.isEmpty()) {
			return head + "| | | | | |\n";
		}
		return comparisons.stream()
			.map(Comparison::cells)
			.collect(Collectors.joining(" |\n| | | ", head + "| ", " |\n"));
	}

	private static List<Comparison> comparisons(ScenarioResult result) {
		Unit unit = result.scenario().unit();
		Series library = result.library();
		List<Comparison> comparisons = new ArrayList<>();
		for (Baseline baseline : result.scenario().baselines()) {
			comparisons.add(Comparison.of(unit, library, baseline.entrant().contender().title(),
					result.of(baseline.entrant()), baseline.aim()));
		}
		for (Bound bound : result.scenario().bounds()) {
			comparisons.add(Comparison.of(unit, library, bound.title(), bound.value().applyAsDouble(library.size()),
					bound.aim()));
		}
		return comparisons;
	}

}
