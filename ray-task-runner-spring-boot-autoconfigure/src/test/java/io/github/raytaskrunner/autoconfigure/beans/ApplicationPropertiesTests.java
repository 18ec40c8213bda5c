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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApplicationProperties}.
 */
class ApplicationPropertiesTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	private final Map<String, Object> variables = new LinkedHashMap<>();

	private final Map<String, Object> arguments = new LinkedHashMap<>();

	private final Map<String, Object> onClassPath = new LinkedHashMap<>();

	private final Map<String, Object> inFile = new LinkedHashMap<>();

	ApplicationPropertiesTests() {
		MutablePropertySources sources = this.environment.getPropertySources();
		String variables = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		sources.replace(variables, new SystemEnvironmentPropertySource(variables, this.variables));
		sources.addFirst(new MapPropertySource("commandLineArgs", this.arguments));
		sources.addLast(new MapPropertySource("Config resource 'file [application.yaml]'", this.inFile));
		sources.addLast(
				new MapPropertySource("Config resource 'class path resource [application.yaml]'", this.onClassPath));
		ConfigurationPropertySources.attach(this.environment);
	}

	private Map<String, String> collect(String... asked) {
		Map<String, String> values = new ApplicationProperties(this.environment).collect(List.of(asked));
		values.keySet().removeIf((name) -> !name.startsWith("pricing"));
		return values;
	}

	@Test
	void valueOfTheClassPathIsThereAlready() {
		this.onClassPath.put("pricing.factor", 2);
		assertThat(collect()).isEmpty();
	}

	@Test
	void argumentsAndFilesTravel() {
		this.arguments.put("pricing.factor", "3");
		this.inFile.put("pricing.url", "http://prices");
		assertThat(collect()).containsOnly(Map.entry("pricing.factor", "3"), Map.entry("pricing.url", "http://prices"));
	}

	@Test
	void variableThatOverridesTheClassPathTravels() {
		this.onClassPath.put("pricing.max-size", 2);
		this.variables.put("PRICING_MAXSIZE", "3");
		assertThat(collect()).containsOnly(Map.entry("pricing.max-size", "3"));
	}

	@Test
	void valueMadeOfVariablesTravelsAsItIsHere() {
		this.onClassPath.put("pricing.url", "http://${PRICES_HOST}/");
		this.variables.put("PRICES_HOST", "prices");
		assertThat(collect()).containsOnly(Map.entry("pricing.url", "http://prices/"));
	}

	@Test
	void valueThatNobodyCanHaveIsLeftOut() {
		this.onClassPath.put("pricing.url", "http://${NOWHERE_TO_BE_FOUND}/");
		assertThat(collect()).isEmpty();
	}

	@Test
	void otherVariablesTravelIfTheyAreAskedFor() {
		this.variables.put("PRICING_URL", "http://prices");
		this.variables.put("PRICING_AUTH_TOKEN", "secret");
		this.variables.put("PRICINGS", "none");
		assertThat(collect()).isEmpty();
		assertThat(collect("pricing.url")).containsOnly(Map.entry("pricing.url", "http://prices"));
		assertThat(collect("pricing")).containsOnly(Map.entry("pricing.url", "http://prices"),
				Map.entry("pricing.auth.token", "secret"));
	}

	@Test
	void secretsTravelIfTheyAreAskedFor() {
		this.arguments.put("pricing.api-key", "a");
		this.arguments.put("pricing.database.userPassword", "b");
		this.inFile.put("pricing.auth.tokens[0]", "c");
		this.inFile.put("pricing.keys.primary", "d");
		this.arguments.put("spring.application.json", "{}");
		assertThat(collect()).containsOnly(Map.entry("pricing.keys.primary", "d"));
		assertThat(collect("pricing.api-key", "pricing.auth")).containsOnly(Map.entry("pricing.keys.primary", "d"),
				Map.entry("pricing.api-key", "a"), Map.entry("pricing.auth.tokens[0]", "c"));
		assertThat(new ApplicationProperties(this.environment).collect(List.of()))
			.doesNotContainKey("spring.application.json");
	}

	@Test
	void variableMayBeAskedForByItsOwnName() {
		this.variables.put("DB_PASSWORD", "secret");
		assertThat(new ApplicationProperties(this.environment).collect(List.of("DB_PASSWORD", "NOWHERE_TO_BE_FOUND")))
			.containsEntry("DB_PASSWORD", "secret")
			.doesNotContainKey("NOWHERE_TO_BE_FOUND");
	}

	@Test
	void valueThatCannotBeReadIsLeftOut() {
		this.environment.getPropertySources().addFirst(new EnumerablePropertySource<>("broken", this) {

			@Override
			public String[] getPropertyNames() {
				return new String[] { "pricing.url" };
			}

			@Override
			public @Nullable Object getProperty(String name) {
				if (name.equals("pricing.url")) {
					throw new IllegalStateException("vault is sealed");
				}
				return null;
			}

		});
		this.arguments.put("pricing.factor", "3");
		assertThat(collect()).containsOnly(Map.entry("pricing.factor", "3"));
	}

	@Test
	void settingsOfTheRunnerAndProfilesStay() {
		this.arguments.put("ray.auth.token", "secret");
		this.arguments.put("spring.profiles.active", "prod");
		this.arguments.put("spring.application.name", "prices");
		this.inFile.put("spring.config.activate.on-profile", "prod");
		assertThat(new ApplicationProperties(this.environment).collect(List.of()))
			.containsKey("spring.application.name")
			.doesNotContainKeys("ray.auth.token", "spring.profiles.active", "spring.config.activate.on-profile");
	}

}
