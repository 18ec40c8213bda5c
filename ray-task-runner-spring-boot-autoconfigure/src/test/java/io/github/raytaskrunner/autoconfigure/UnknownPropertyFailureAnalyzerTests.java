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

package io.github.raytaskrunner.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnknownPropertyFailureAnalyzer}.
 */
class UnknownPropertyFailureAnalyzerTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("ray.address=embedded")
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "ray.init.num-cpu=4, ray.init.num-cpus", "ray.adress=local, ray.address",
			"ray.profiles.gpu.num-gpu=1, ray.profiles.gpu.num-gpus" })
	void namesTheNearestProperty(String pair, String nearest) {
		FailureAnalysis analysis = analyze(pair);
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).startsWith("There is no such property:")
			.contains("'" + pair.replaceAll("=.*", "") + "'")
			.contains("Did you mean '" + nearest + "'?");
		assertThat(analysis.getAction()).isEqualTo("Correct the name or remove the property.");
	}

	@ParameterizedTest
	@CsvSource({ "ray.init.local-mode=true, ray.address=embedded", "ray.init.localMode=true, ray.address=embedded",
			"ray.init.job-config.x=y, ray.init.runtime-env",
			"ray.init.runtime-env.working-dir=/x, ray.profiles.<name>.runtime-env.working_dir",
			"ray.init.runtime-env.pip[0]=numpy, class path", "ray.init._temp_dir=/x, ray start" })
	void saysWhatToDoInsteadOfAnArgumentThatMakesNoSense(String pair, String instead) {
		FailureAnalysis analysis = analyze(pair);
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).startsWith("This property makes no sense here:")
			.contains(instead)
			.doesNotContain("no such property");
		assertThat(analysis.getAction()).startsWith("Remove").doesNotContain("name or");
	}

	@Test
	void tellsWhatDoesNotExistFromWhatMakesNoSense() {
		FailureAnalysis analysis = analyze("ray.init.num-cpu=4", "ray.init.local-mode=true", "ray.init.storage=s3");
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription().lines().map((line) -> line.replaceAll(" \\(.*", ""))).containsExactly(
				"There is no such property:", "", "    'ray.init.num-cpu'", "", "These properties make no sense here:",
				"", "    'ray.init.local-mode'", "    'ray.init.storage'");
		assertThat(analysis.getAction()).contains("Correct the name", "Remove what makes no sense");
	}

	@Test
	void namesSystemProperties() {
		this.contextRunner.withSystemProperties("ray.init.cpus=1", "ray.init.gpus=1").run((context) -> {
			FailureAnalysis analysis = new UnknownPropertyFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).startsWith("There are no such properties:")
				.contains("'ray.init.cpus' (system property). Did you mean 'ray.init.num-cpus'?")
				.contains("'ray.init.gpus' (system property). Did you mean 'ray.init.num-gpus'?");
		});
	}

	@Test
	void suggestsNoNameThatIsTheSame() {
		assertThat(new UnknownProperty("research.ray", "research.ray.home", "here").describe())
			.isEqualTo("'research.ray.home' (here)");
	}

	@Test
	void leavesOtherFailuresToOthers() {
		assertThat(analyze("ray.init.num-cpus=many")).isNull();
		assertThat(new UnknownPropertyFailureAnalyzer().analyze(new IllegalStateException("other"))).isNull();
	}

	private @Nullable FailureAnalysis analyze(String... pairs) {
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		this.contextRunner.withPropertyValues(pairs)
			.run((context) -> analysis[0] = new UnknownPropertyFailureAnalyzer().analyze(context.getStartupFailure()));
		return analysis[0];
	}

}
