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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.benchmarks.contender.Contender;
import io.github.raytaskrunner.benchmarks.scenario.Baseline;
import io.github.raytaskrunner.benchmarks.scenario.Bound;
import io.github.raytaskrunner.benchmarks.scenario.Entrant;
import io.github.raytaskrunner.benchmarks.scenario.Scenario;
import io.github.raytaskrunner.benchmarks.scenario.Unit;
import io.github.raytaskrunner.benchmarks.workload.Workload;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the table.
 */
class ResultTableTests {

	private final Entrant library = new Entrant(Contender.RUNNER, 20_000, List.of());

	private final Entrant other = new Entrant(Contender.RAY_JAVA, 1_000, List.of());

	@Test
	void aLineTellsMediansAndRatiosOfTheRounds() {
		ScenarioResult result = result(Unit.TASKS_PER_SECOND, values(20_000, 4_000, 1_000, 2_000),
				values(1_000, 400, 500, 500));
		assertThat(ResultTable.of(List.of(result)).lines().skip(2)).containsExactly(
				"| tiny tasks | 2,000 tasks/s (of 20,000) "
						+ "| Ray's Java API | 500 tasks/s (of 1,000) | 4.00 | 2.00 to 10.0 | ≥ 20 |",
				"| | | the best | 8,000 tasks/s | 0.25 | 0.13 to 0.50 |  |");
	}

	@Test
	void aRatioAboveOneMeansThatTheLibraryIsBetter() {
		ScenarioResult result = result(Unit.SECONDS_SINCE_START, values(20_000, 5), values(1_000, 10));
		assertThat(ResultTable.of(List.of(result))).contains("| 2.00 |");
	}

	@Test
	void whoWasTooSlowIsInTheTable() {
		Series slow = values(1_000);
		slow.end("not done in 10 min", false);
		ScenarioResult result = result(Unit.TASKS_PER_SECOND, values(20_000, 1_000), slow);
		assertThat(ResultTable.of(List.of(result)))
			.contains("| Ray's Java API | not done in 10 min (of 1,000) | | | ≥ 20 |");
		assertThat(result.isFailed()).isFalse();
	}

	@Test
	void whoFailedFailsTheScenario() {
		Series wrong = values(1_000, 400);
		wrong.end("its result is 1 instead of 2", true);
		assertThat(result(Unit.TASKS_PER_SECOND, values(20_000, 1_000), wrong).isFailed()).isTrue();
	}

	private ScenarioResult result(Unit unit, Series libraryValues, Series otherValues) {
		Scenario scenario = new Scenario("tiny", "tiny tasks", Workload.SUBMIT, Workload.SUBMIT, unit, false, 200,
				this.library, List.of(new Baseline(this.other, 20)),
				List.of(new Bound("the best", (size) -> 0.4 * size, 0)));
		Map<Entrant, Series> series = new LinkedHashMap<>();
		series.put(this.library, libraryValues);
		series.put(this.other, otherValues);
		return new ScenarioResult(scenario, series);
	}

	private static Series values(int size, double... values) {
		Series series = new Series(size);
		for (double value : values) {
			series.add(value);
		}
		return series;
	}

}
