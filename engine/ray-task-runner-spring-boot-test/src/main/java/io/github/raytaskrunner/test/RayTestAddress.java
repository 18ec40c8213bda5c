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

package io.github.raytaskrunner.test;

import java.util.Map;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The {@code ray.address} of an annotation. It wins over the properties of the
 * application and of the system, but not over those that the test sets.
 */
final class RayTestAddress {

	/**
	 * Stands for what tests have without an address: tasks run embedded, without what
	 * only a cluster has.
	 */
	static final String NONE = "";

	private static final String SOURCE = "rayTestAddress";

	private static final String SYSTEM = StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME;

	private RayTestAddress() {
	}

	static void set(ConfigurableEnvironment environment, String address) {
		MutablePropertySources sources = environment.getPropertySources();
		if (sources.contains(SYSTEM)) {
			sources.addBefore(SYSTEM, source(address));
		}
		else {
			sources.addLast(source(address));
		}
	}

	/**
	 * Set an address that wins over all others.
	 * @param environment the environment
	 * @param address the address
	 */
	static void override(ConfigurableEnvironment environment, String address) {
		environment.getPropertySources().addFirst(source(address));
	}

	private static PropertySource<?> source(String address) {
		return new MapPropertySource(SOURCE, Map.of("ray.address", address));
	}

}
