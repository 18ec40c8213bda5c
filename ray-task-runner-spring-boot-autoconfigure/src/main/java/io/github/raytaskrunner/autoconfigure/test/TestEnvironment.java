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

package io.github.raytaskrunner.autoconfigure.test;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Environment of a test, in which a runner without an address runs tasks embedded.
 */
public final class TestEnvironment {

	private static final String SOURCE = "rayTest";

	private static final ConfigurationPropertyName ADDRESS = ConfigurationPropertyName.of("ray.address");

	private TestEnvironment() {
	}

	/**
	 * Return whether an environment is that of a test.
	 * @param environment the environment
	 * @return whether it was marked
	 */
	public static boolean isOf(Environment environment) {
		return environment instanceof ConfigurableEnvironment configurable
				&& configurable.getPropertySources().contains(SOURCE);
	}

	/**
	 * Mark an environment as that of a test. The variable {@code RAY_ADDRESS}, which
	 * people who work with Ray have in their shells, is not an address that the test has
	 * asked for.
	 */
	static void mark(ConfigurableEnvironment environment) {
		MutablePropertySources sources = environment.getPropertySources();
		MapPropertySource mark = new MapPropertySource(SOURCE,
				isAddressSet(sources) ? Map.of() : Map.of(ADDRESS.toString(), ""));
		if (sources.contains(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
			sources.addBefore(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, mark);
		}
		else {
			sources.addLast(mark);
		}
	}

	private static boolean isAddressSet(MutablePropertySources sources) {
		return sources.stream()
			.filter((source) -> !source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME))
			// that of a parent context
			.filter((source) -> !source.getName().equals(SOURCE))
			.anyMatch((source) -> address(source) != null);
	}

	private static @Nullable ConfigurationProperty address(PropertySource<?> source) {
		ConfigurationPropertySource properties = ConfigurationPropertySource.from(source);
		return (properties != null) ? properties.getConfigurationProperty(ADDRESS) : null;
	}

}
