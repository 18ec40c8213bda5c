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
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.raytaskrunner.benchmarks.contender.Contender;
import io.github.raytaskrunner.benchmarks.contender.Pythons;
import io.github.raytaskrunner.benchmarks.report.ScenarioResult;
import io.github.raytaskrunner.benchmarks.scenario.Scenarios;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that all contenders do what all scenarios ask for, with the right results,
 * however long it takes. Prefect takes minutes to install, so it is left out where it is
 * not there already.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class BenchmarksTests {

	@Test
	void allScenariosHaveRightResults(@TempDir Path folder) throws IOException {
		Path table = folder.resolve("benchmarks.md");
		String baselines = Stream.of(Contender.values())
			.filter((contender) -> contender != Contender.PREFECT_RAY || Pythons.hasPrefect())
			.map(Contender::id)
			.collect(Collectors.joining(","));
		List<ScenarioResult> results = Benchmarks
			.run(Options.of("--brief", "--baselines=" + baselines, "--output=" + table));
		assertThat(results).hasSameSizeAs(Scenarios.all());
		assertThat(results).allSatisfy((result) -> assertThat(result.series().values())
			.allSatisfy((series) -> assertThat(series.obstacle()).as(result.scenario().id()).isNull()));
		assertThat(table).content().contains(results.stream().map((result) -> result.scenario().title()).toList());
	}

}
