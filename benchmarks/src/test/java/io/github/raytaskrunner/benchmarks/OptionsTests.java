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

import java.time.Duration;
import java.util.List;

import io.github.raytaskrunner.benchmarks.contender.Contender;
import io.github.raytaskrunner.benchmarks.scenario.Entrant;
import io.github.raytaskrunner.benchmarks.scenario.Scenario;
import io.github.raytaskrunner.benchmarks.scenario.Scenarios;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of what can be asked for.
 */
class OptionsTests {

	@Test
	void withoutArgumentsAllIsMeasuredThreeTimes() {
		Options options = Options.of();
		assertThat(options.scenarios()).isEqualTo(Scenarios.all());
		assertThat(options.rounds()).isEqualTo(3);
		assertThat(options.limit()).isEqualTo(Duration.ofMinutes(10));
		assertThat(options.output()).hasFileName("benchmarks.md");
	}

	@Test
	void scenariosAndBaselinesCanBeChosen() {
		List<Scenario> scenarios = Options.of("--scenarios=map,warm", "--baselines=ray-java,redisson").scenarios();
		assertThat(scenarios).extracting(Scenario::id).containsExactly("warm", "map");
		assertThat(scenarios).allSatisfy((scenario) -> assertThat(scenario.entrants()).extracting(Entrant::contender)
			.containsExactly(Contender.RUNNER, Contender.RAY_JAVA, Contender.REDISSON));
	}

	@Test
	void sizesAreScaledOrBrief() {
		Options scaled = Options.of("--scenarios=warm", "--scale=0.01");
		Options brief = Options.of("--scenarios=warm", "--brief");
		Scenario scenario = scaled.scenarios().get(0);
		assertThat(scaled.size(scenario, 100_000)).isEqualTo(1_000);
		assertThat(scaled.size(scenario, 3)).isEqualTo(1);
		assertThat(brief.size(scenario, 100_000)).isEqualTo(200);
		assertThat(brief.size(scenario, 3)).isEqualTo(3);
		assertThat(brief.rounds()).isEqualTo(1);
	}

	@Test
	void whatIsUnknownIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Options.of("--size=1")).withMessageContaining("size");
		assertThatIllegalArgumentException().isThrownBy(() -> Options.of("warm")).withMessageContaining("warm");
		assertThatIllegalArgumentException().isThrownBy(() -> Options.of("--scenarios=hot"))
			.withMessageContaining("hot");
		assertThatIllegalArgumentException().isThrownBy(() -> Options.of("--baselines=spark"))
			.withMessageContaining("spark")
			.withMessageContaining("ray-java");
	}

}
