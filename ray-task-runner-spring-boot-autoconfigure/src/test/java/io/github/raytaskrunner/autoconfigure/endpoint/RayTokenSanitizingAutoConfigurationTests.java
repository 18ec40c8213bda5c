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

package io.github.raytaskrunner.autoconfigure.endpoint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RayTokenSanitizingAutoConfiguration}.
 */
class RayTokenSanitizingAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RayTokenSanitizingAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "ray.auth.token", "ray.auth.TOKEN", "RAY_AUTH_TOKEN", "research.ray.auth.token" })
	void tokenIsHiddenAlsoWhereValuesAreShown(String name) {
		this.contextRunner.withPropertyValues(name + "=secret", "ray.auth.token-path=/run/token").run((context) -> {
			EnvironmentEndpoint endpoint = new EnvironmentEndpoint(context.getEnvironment(),
					context.getBeanProvider(SanitizingFunction.class).orderedStream().toList(), Show.ALWAYS);
			assertThat(endpoint.environmentEntry(name).getProperty().getValue()).isEqualTo("******");
			assertThat(endpoint.environmentEntry("ray.auth.token-path").getProperty().getValue())
				.isEqualTo("/run/token");
		});
	}

	@Test
	void needsNoActuator() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(SanitizingFunction.class))
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
