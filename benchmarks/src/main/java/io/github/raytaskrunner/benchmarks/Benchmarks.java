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

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.benchmarks.contender.BuildFolders;
import io.github.raytaskrunner.benchmarks.contender.Contenders;
import io.github.raytaskrunner.benchmarks.jmh.JmhRun;
import io.github.raytaskrunner.benchmarks.report.Machine;
import io.github.raytaskrunner.benchmarks.report.Report;
import io.github.raytaskrunner.benchmarks.report.ResultTable;
import io.github.raytaskrunner.benchmarks.report.ScenarioResult;
import io.github.raytaskrunner.benchmarks.scenario.Scenario;
import io.github.raytaskrunner.benchmarks.scenario.Scenarios;
import io.github.raytaskrunner.testsupport.RayVersions;

/**
 * Measures the library beside what else runs tasks, and writes a table.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Run what the arguments ask for. Ends with 1 if a contender failed.
	 * @param args see {@code --help}
	 * @throws Exception on failure
	 */
	public static void main(String[] args) throws Exception {
		String first = (args.length > 0) ? args[0] : "";
		if (first.equals("--help")) {
			System.out.print(Options.USAGE);
		}
		else if (first.equals("--list")) {
			list();
		}
		else if (first.startsWith("--jmh")) {
			JmhRun.run(first.replaceFirst("--jmh=?", ""));
		}
		else if (run(Options.of(args)).stream().anyMatch(ScenarioResult::isFailed)) {
			System.exit(1);
		}
	}

	/**
	 * Measure, and write the table.
	 * @param options what to measure
	 * @return the results
	 */
	static List<ScenarioResult> run(Options options) throws IOException {
		List<ScenarioResult> results = new ArrayList<>();
		double load = Machine.load();
		try (Contenders contenders = new Contenders(BuildFolders.target().resolve("contenders"))) {
			ScenarioRunner runner = new ScenarioRunner(options, contenders);
			for (Scenario scenario : options.scenarios()) {
				results.add(runner.run(scenario));
				Report.write(options.output(), text(options, load, results));
			}
		}
		System.out.printf("%n%sWritten to %s%n", text(options, load, results), options.output());
		return results;
	}

	private static String text(Options options, double load, List<ScenarioResult> results) {
		return "%s, %d rounds, on %s, with Ray %s. Other work on the machine at the start: a load of %.1f.%n%n%s"
			.formatted(LocalDate.now(), options.rounds(), Machine.describe(), RayVersions.NEWEST, load,
					ResultTable.of(results));
	}

	private static void list() {
		System.out.println("Scenarios:");
		Scenarios.all().forEach((scenario) -> System.out.printf("%-20s %s%n", scenario.id(), scenario.title()));
		System.out.println("Baselines:");
		Scenarios.all()
			.stream()
			.flatMap((scenario) -> scenario.baselines().stream().filter((baseline) -> !scenario.isItself(baseline)))
			.map((baseline) -> baseline.entrant().contender())
			.distinct()
			.forEach((contender) -> System.out.printf("%-20s %s%n", contender.id(), contender.title()));
	}

}
