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

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.raytaskrunner.benchmarks.contender.BuildFolders;
import io.github.raytaskrunner.benchmarks.contender.Contender;
import io.github.raytaskrunner.benchmarks.scenario.Scenario;
import io.github.raytaskrunner.benchmarks.scenario.Scenarios;

import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.convert.DurationStyle;

/**
 * What the command line asks for.
 *
 * @param scenarios what to measure
 * @param rounds how often
 * @param limit longest time for one contender in one round
 * @param brief whether to do only as much as shows that all results are right
 * @param output file for the table
 */
record Options(List<Scenario> scenarios, int rounds, Duration limit, boolean brief, Path output) {

	static final String USAGE = """
			--scenarios=ID,...   what to measure, by default all
			--baselines=ID,...   what to compare with, by default all
			--rounds=N           how often, by default 3
			--scale=FACTOR       what sizes above 1,000 are multiplied by, by default 1
			--limit=DURATION     longest time for one contender in one round, by default 10m
			--brief              only as much as shows that all results are right
			--output=FILE        file for the table, by default benchmarks/target/benchmarks.md
			--jmh[=REGEX]        measure parts of the library within one process instead, by JMH
			--list               list scenarios and baselines
			""";

	private static final Set<String> NAMES = Set.of("scenarios", "baselines", "rounds", "scale", "limit", "brief",
			"output");

	static Options of(String... args) {
		DefaultApplicationArguments arguments = new DefaultApplicationArguments(args);
		Set<String> unknown = new HashSet<>(arguments.getOptionNames());
		unknown.removeAll(NAMES);
		unknown.addAll(arguments.getNonOptionArgs());
		if (!unknown.isEmpty()) {
			throw new IllegalArgumentException("Unknown: " + unknown + "\n" + USAGE);
		}
		boolean brief = arguments.containsOption("brief");
		return new Options(scenarios(arguments), Integer.parseInt(value(arguments, "rounds", brief ? "1" : "3")),
				DurationStyle.detectAndParse(value(arguments, "limit", "10m")), brief,
				Path.of(value(arguments, "output", BuildFolders.target().resolve("benchmarks.md").toString())));
	}

	private static List<Scenario> scenarios(DefaultApplicationArguments arguments) {
		List<Contender> baselines = values(arguments, "baselines").map(Contender::of).toList();
		List<String> ids = values(arguments, "scenarios").toList();
		double scale = Double.parseDouble(value(arguments, "scale", "1"));
		Set<String> unknown = new HashSet<>(ids);
		Scenarios.all().forEach((scenario) -> unknown.remove(scenario.id()));
		if (!unknown.isEmpty()) {
			throw new IllegalArgumentException("There are no scenarios " + unknown);
		}
		return Scenarios.all()
			.stream()
			.filter((scenario) -> ids.isEmpty() || ids.contains(scenario.id()))
			.map((scenario) -> baselines.isEmpty() ? scenario : scenario.beside(baselines))
			.map((scenario) -> arguments.containsOption("brief") ? scenario.brief() : scenario.scaled(scale))
			.toList();
	}

	private static Stream<String> values(DefaultApplicationArguments arguments, String name) {
		return Stream.of(value(arguments, name, "").split(",")).filter((value) -> !value.isEmpty());
	}

	private static String value(DefaultApplicationArguments arguments, String name, String defaultValue) {
		List<String> values = arguments.getOptionValues(name);
		return (values == null || values.isEmpty()) ? defaultValue : values.get(values.size() - 1);
	}

}
