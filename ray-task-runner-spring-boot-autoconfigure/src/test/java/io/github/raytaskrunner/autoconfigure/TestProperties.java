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

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Binds properties as an application does.
 */
final class TestProperties {

	private TestProperties() {
	}

	static RayProperties of(String... pairs) {
		StandardEnvironment environment = new StandardEnvironment();
		// the machine's own settings are none of a test's business
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		TestPropertyValues.of(pairs).applyTo(environment);
		return Binder.get(environment).bindOrCreate("ray", RayProperties.class);
	}

	/**
	 * Put one variable in the place of this process' environment.
	 */
	static ApplicationContextInitializer<ConfigurableApplicationContext> systemEnvironment(String name, String value) {
		String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		return (context) -> context.getEnvironment()
			.getPropertySources()
			.replace(source, new SystemEnvironmentPropertySource(source, Map.of(name, value)));
	}

}
