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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Warns of secrets that do not travel and for which a worker finds another value on its
 * class path, which would otherwise go unnoticed.
 */
public final class WorkerSecrets {

	private static final Log logger = LogFactory.getLog(WorkerSecrets.class);

	private static final String VARIABLES = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

	private final ConfigurableEnvironment environment;

	private final List<String> asked;

	/**
	 * Create a new instance.
	 * @param environment the environment of the application
	 * @param asked names of properties that travel, or prefixes of their names
	 */
	public WorkerSecrets(ConfigurableEnvironment environment, List<String> asked) {
		this.environment = environment;
		this.asked = asked;
	}

	/**
	 * Log a warning if there are such secrets.
	 * @param withVariables whether workers have the environment variables of this process
	 */
	public void warnOfOthers(boolean withVariables) {
		Set<String> others = others(withVariables);
		if (!others.isEmpty()) {
			logger.warn("Beans on workers have other values than this application for " + others
					+ ": those of the class path, as secrets do not travel. Name them in 'ray.beans.properties' to "
					+ "send them");
		}
	}

	/**
	 * Return the names of such secrets.
	 * @param withVariables whether workers have the environment variables of this process
	 */
	Set<String> others(boolean withVariables) {
		ConfigurableEnvironment worker = worker(withVariables);
		Set<String> names = new TreeSet<>();
		for (PropertySource<?> source : worker.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable
					&& ApplicationProperties.isOnClassPath(source)) {
				names.addAll(List.of(enumerable.getPropertyNames()));
			}
		}
		names.removeIf((name) -> !SecretNames.contain(name) || ApplicationProperties.isLeftOut(name)
				|| !isOther(ApplicationProperties.value(worker, name), name));
		return names;
	}

	// a worker that finds none says so itself
	private boolean isOther(@Nullable String value, String name) {
		String own = ApplicationProperties.value(this.environment, name);
		return value != null && own != null && !value.equals(own);
	}

	private ConfigurableEnvironment worker(boolean withVariables) {
		StandardEnvironment worker = new StandardEnvironment() {

			@Override
			protected void customizePropertySources(MutablePropertySources sources) {
				// those of this process are another matter
			}

		};
		MutablePropertySources sources = worker.getPropertySources();
		Map<String, String> sent = new ApplicationProperties(this.environment).collect(this.asked);
		sources.addLast(new MapPropertySource("sent", new HashMap<>(sent)));
		for (PropertySource<?> source : this.environment.getPropertySources()) {
			if (ApplicationProperties.isOnClassPath(source) || (withVariables && source.getName().equals(VARIABLES))) {
				sources.addLast(source);
			}
		}
		ConfigurationPropertySources.attach(worker);
		return worker;
	}

}
