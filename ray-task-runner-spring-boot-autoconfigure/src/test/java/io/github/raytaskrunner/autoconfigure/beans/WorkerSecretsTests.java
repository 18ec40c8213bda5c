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

package io.github.raytaskrunner.autoconfigure.beans;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerSecrets}.
 */
class WorkerSecretsTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	private final Map<String, Object> variables = new LinkedHashMap<>();

	private final Map<String, Object> arguments = new LinkedHashMap<>();

	private final Map<String, Object> onClassPath = new LinkedHashMap<>();

	WorkerSecretsTests() {
		MutablePropertySources sources = this.environment.getPropertySources();
		String variables = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		sources.replace(variables, new SystemEnvironmentPropertySource(variables, this.variables));
		sources.addFirst(new MapPropertySource("commandLineArgs", this.arguments));
		sources.addLast(
				new MapPropertySource("Config resource 'class path resource [application.yaml]'", this.onClassPath));
		ConfigurationPropertySources.attach(this.environment);
	}

	private WorkerSecrets secrets(String... asked) {
		return new WorkerSecrets(this.environment, List.of(asked));
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "${PRICES:abc}" })
	void valueThatAVariableOverridesIsAnotherOneOnWorkers(String value) {
		this.onClassPath.put("pricing.api-token", value);
		this.variables.put("PRICING_APITOKEN", "prod");
		assertThat(secrets().others(false)).containsExactly("pricing.api-token");
	}

	@Test
	void workersThatHaveTheVariableToo() {
		this.onClassPath.put("pricing.api-token", "abc");
		this.variables.put("PRICING_APITOKEN", "prod");
		assertThat(secrets().others(true)).isEmpty();
	}

	@Test
	void argumentsOfSecretsTravelToNoWorker() {
		this.onClassPath.put("pricing.api-token", "abc");
		this.arguments.put("pricing.api-token", "prod");
		assertThat(secrets().others(true)).containsExactly("pricing.api-token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pricing", "pricing.api-token" })
	void whatIsAskedForTravels(String asked) {
		this.onClassPath.put("pricing.api-token", "abc");
		this.variables.put("PRICING_APITOKEN", "prod");
		assertThat(secrets(asked).others(false)).isEmpty();
	}

	@Test
	void whatIsNotOnTheClassPathIsMissedThere() {
		this.arguments.put("pricing.api-token", "prod");
		this.onClassPath.put("pricing.password", "${PRICES_PASSWORD}");
		this.variables.put("PRICES_PASSWORD", "prod");
		assertThat(secrets().others(false)).isEmpty();
	}

	@Test
	void valueOfTheClassPathIsTheSame() {
		this.onClassPath.put("pricing.api-token", "abc");
		assertThat(secrets().others(false)).isEmpty();
	}

	@Test
	void settingsOfTheRunnerAreNoneOfAWorker() {
		this.onClassPath.put("ray.auth.token", "abc");
		this.arguments.put("ray.auth.token", "prod");
		assertThat(secrets().others(false)).isEmpty();
	}

}
