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
	void whateverBaselinesAreChosenWhatMustNotGrowIsComparedWithItself() {
		assertThat(sizes("--scenarios=workers-threads", "--baselines=ray-java")).containsExactly(4_000, 4);
	}

	@Test
	void largeSizesAreScaled() {
		assertThat(sizes("--scenarios=warm", "--scale=0.1")).containsExactly(10_000, 1_000, 1_000, 5_000, 1_000);
		assertThat(sizes("--scenarios=tree,few", "--scale=0.1")).containsExactly(200, 200, 200, 1_000, 1_000);
	}

	@Test
	void aBriefFormDoesLittleAndOnce() {
		assertThat(sizes("--scenarios=after-idleness,map-as-completed", "--brief")).containsExactly(200, 200, 200, 3,
				3);
		Options options = Options.of("--brief");
		assertThat(options.rounds()).isEqualTo(1);
		assertThat(options.scenarios()).allSatisfy((scenario) -> assertThat(scenario.library().options()).isEmpty());
	}

	private static List<Integer> sizes(String... args) {
		return Options.of(args)
			.scenarios()
			.stream()
			.flatMap((scenario) -> scenario.entrants().stream())
			.map(Entrant::size)
			.toList();
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
