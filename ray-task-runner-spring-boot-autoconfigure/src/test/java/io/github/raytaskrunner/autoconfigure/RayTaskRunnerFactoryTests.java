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

import java.util.Map;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RayTaskRunnerFactory}.
 */
class RayTaskRunnerFactoryTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class));

	private final ApplicationContextRunner research = this.contextRunner.withUserConfiguration(Research.class)
		.withPropertyValues("research.ray.address=embedded");

	@ParameterizedTest
	@CsvSource({ "RESEARCH_RAY_AUTH_TOKEN_PATH, /token", "RESEARCH_RAY_PORT_6379_TCP_ADDR, 10.0.0.7" })
	void variablesOfTheEnvironmentAreFine(String name, String value) {
		withVariable(this.research, name, value).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void variablesOfRayAreFine() {
		withVariable(this.contextRunner, "RAY_TMPDIR", "/tmp").withUserConfiguration(Standard.class)
			.withPropertyValues("ray.address=embedded", "ray.executor.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(RayTaskRunner.class));
	}

	@ParameterizedTest
	@CsvSource({ "research.ray.init.num-cpu=4, research.ray.init.num-cpus",
			"research.ray.profiles.gpu.num-gpu=1, research.ray.profiles.gpu.num-gpus" })
	void unknownPropertyIsNamedWithTheNearestOne(String pair, String nearest) {
		this.research.withPropertyValues(pair).run((context) -> {
			FailureAnalysis analysis = new UnknownPropertyFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("'" + pair.replaceAll("=.*", "") + "'")
				.contains("Did you mean '" + nearest + "'?");
		});
	}

	@ParameterizedTest
	@CsvSource({ "research.ray.runner.max-unfinished, 0", "research.ray.profiles.half.num-cpus, 1.5",
			"research.ray.enabled, false", "research.ray.executor.enabled, true" })
	void invalidValueIsNamed(String property, String value) {
		this.research.withPropertyValues(property + "=" + value)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("Property " + property + " with value '" + value + "' is invalid"));
	}

	@ParameterizedTest
	@CsvSource({ "research.ray.address, nowhere", "research.ray.init.runtime-env.env-vars, [A]" })
	void valueThatIsOnlyFoundToBeInvalidAtTheStartIsNamed(String property, String value) {
		this.research
			.withPropertyValues("ray.address=embedded", property + (value.startsWith("[") ? ".A=secret" : "=" + value))
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("Property " + property + " with value '" + value + "' is invalid"));
	}

	@Test
	void emptyValueIsAsNone() {
		this.research.withPropertyValues("research.ray.init.num-cpus=")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static ApplicationContextRunner withVariable(ApplicationContextRunner runner, String name, String value) {
		return runner.withInitializer((context) -> {
			MutablePropertySources sources = context.getEnvironment().getPropertySources();
			String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
			sources.replace(source, new SystemEnvironmentPropertySource(source, Map.of(name, value)));
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Research {

		@Bean
		DefaultRayTaskRunner research(RayTaskRunnerFactory factory) {
			return factory.create("research.ray");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Standard {

		@Bean
		DefaultRayTaskRunner standard(RayTaskRunnerFactory factory) {
			return factory.create("ray");
		}

	}

}
