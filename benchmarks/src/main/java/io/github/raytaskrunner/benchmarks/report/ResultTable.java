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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.raytaskrunner.benchmarks.scenario.Baseline;
import io.github.raytaskrunner.benchmarks.scenario.Bound;
import io.github.raytaskrunner.benchmarks.scenario.Scenario;
import io.github.raytaskrunner.benchmarks.scenario.Unit;

/**
 * The results as a table in Markdown, one line for each comparison. A ratio above 1
 * always means that the library is better.
 */
public final class ResultTable {

	private static final String HEAD = """
			| scenario | library | beside | | ratio | of the rounds | aim |
			|---|---|---|---|---|---|---|
			""";

	private static final String NONE = "–";

	private ResultTable() {
	}

	/**
	 * Return the table.
	 * @param results the results
	 * @return lines of Markdown
	 */
	public static String of(List<ScenarioResult> results) {
		return results.stream().flatMap((result) -> rows(result).stream()).collect(Collectors.joining("", HEAD, ""));
	}

	private static List<String> rows(ScenarioResult result) {
		Scenario scenario = result.scenario();
		Series library = result.library();
		List<String> rows = new ArrayList<>();
		for (Baseline baseline : scenario.baselines()) {
			Series other = Objects.requireNonNull(result.baselines().get(baseline.entrant().contender()));
			rows.add(row(scenario, library, baseline.entrant().contender().title(), value(other, scenario.unit()),
					ratios(scenario.unit(), library.values(), other.values()), baseline.aim()));
		}
		for (Bound bound : scenario.bounds()) {
			double value = bound.value().applyAsDouble(library.size());
			rows.add(row(scenario, library, bound.title(), number(value) + " " + scenario.unit().symbol(),
					ratios(scenario.unit(), library.values(), Collections.nCopies(library.values().size(), value)),
					bound.aim()));
		}
		if (rows.isEmpty()) {
			rows.add(row(scenario, library, NONE, "", List.of(), 0));
		}
		return rows;
	}

	private static String row(Scenario scenario, Series library, String other, String otherValue, List<Double> ratios,
			double aim) {
		String ratio = ratios.isEmpty() ? NONE : number(median(ratios));
		String rounds = ratios.isEmpty() ? NONE
				: number(Collections.min(ratios)) + " to " + number(Collections.max(ratios));
		return "| %s | %s | %s | %s | %s | %s | %s |%n".formatted(scenario.title(), value(library, scenario.unit()),
				other, otherValue, ratio, rounds, (aim > 0) ? "≥ " + number(aim) : "");
	}

	private static List<Double> ratios(Unit unit, List<Double> values, List<Double> others) {
		List<Double> ratios = new ArrayList<>();
		for (int i = 0; i < Math.min(values.size(), others.size()); i++) {
			ratios.add(unit.ratio(values.get(i), others.get(i)));
		}
		return ratios;
	}

	private static String value(Series series, Unit unit) {
		if (series.obstacle() != null) {
			return "%s, of %,d".formatted(series.obstacle(), series.size());
		}
		return "%s %s, of %,d".formatted(number(median(series.values())), unit.symbol(), series.size());
	}

	private static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 != 0) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	private static String number(double value) {
		String format = (value >= 100) ? "%,.0f" : (value >= 10) ? "%.1f" : (value >= 0.1) ? "%.2f" : "%.4f";
		return String.format(Locale.ROOT, format, value);
	}

}
