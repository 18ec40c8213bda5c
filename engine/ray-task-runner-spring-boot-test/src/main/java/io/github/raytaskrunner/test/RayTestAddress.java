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
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * The {@code ray.address} of an annotation. It counts for more than the application's
 * properties, but for less than those that stand beside it at the test.
 */
final class RayTestAddress {

	private static final String OF_TEST = TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME;

	private RayTestAddress() {
	}

	static void set(ConfigurableEnvironment environment, String address) {
		MutablePropertySources sources = environment.getPropertySources();
		PropertySource<?> source = new MapPropertySource("rayTestAddress", Map.of("ray.address", address));
		if (sources.contains(OF_TEST)) {
			sources.addAfter(OF_TEST, source);
		}
		else {
			sources.addFirst(source);
		}
	}

}
