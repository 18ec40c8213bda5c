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

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds the properties that beans on a worker are to have the application's values of.
 * They are those that the application's own configuration names, wherever the value comes
 * from, without what the worker finds on its class path; those of the JVM's command line;
 * and those that are asked for, which else would be known to the environment of this
 * process alone. Secrets are to be asked for in any case.
 */
final class ApplicationProperties {

	/**
	 * Those of the machine and of the process.
	 */
	private static final Set<String> SOURCES_OF_THE_PROCESS = Set.of(
			StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
			StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, "applicationInfo");

	private static final Pattern JVM_OPTION = Pattern
		.compile("-D(?!(?:java|javax|jdk|sun|com\\.sun|user|file|os)\\.)([^=]+)(?:=.*)?", Pattern.DOTALL);

	/**
	 * Those of the runner, and what decides about profiles.
	 */
	private static final Pattern LEFT_OUT = Pattern
		.compile("(?:ray|spring\\.profiles|spring\\.config\\.activate)\\..*");

	private final ConfigurableEnvironment environment;

	ApplicationProperties(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	/**
	 * Return the properties.
	 * @param asked names of properties, or what their names begin with
	 * @return values by name
	 */
	Map<String, String> collect(List<String> asked) {
		Map<String, String> values = new TreeMap<>();
		ofConfiguration().forEach((name, source) -> {
			String value = value(name);
			if (value != null && !(isOnClassPath(source) && value.equals(String.valueOf(source.getProperty(name))))) {
				values.put(name, value);
			}
		});
		for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
			Matcher matcher = JVM_OPTION.matcher(option);
			if (matcher.matches()) {
				put(matcher.group(1), values);
			}
		}
		values.keySet().removeIf(SecretNames::contain);
		asked.forEach((name) -> putAsked(name, values));
		values.keySet().removeIf(ApplicationProperties::isLeftOut);
		return values;
	}

	/**
	 * Return whether a property is none of a worker's business.
	 * @param name the name of the property
	 */
	static boolean isLeftOut(String name) {
		return LEFT_OUT.matcher(name).matches();
	}

	private Map<String, PropertySource<?>> ofConfiguration() {
		Map<String, PropertySource<?>> sources = new LinkedHashMap<>();
		for (PropertySource<?> source : this.environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable
					&& !SOURCES_OF_THE_PROCESS.contains(source.getName())) {
				for (String name : enumerable.getPropertyNames()) {
					sources.putIfAbsent(name, source);
				}
			}
		}
		return sources;
	}

	/**
	 * Return whether a worker finds the properties of a source on its class path.
	 * @param source the source
	 */
	static boolean isOnClassPath(PropertySource<?> source) {
		return source.getName().contains("class path resource [");
	}

	private void putAsked(String name, Map<String, String> values) {
		if (ConfigurationPropertyName.isValid(name)) {
			putAll(ConfigurationPropertyName.of(name), values);
		}
		else {
			put(name, values); // that of a variable, as placeholders have it
		}
	}

	private void putAll(ConfigurationPropertyName asked, Map<String, String> values) {
		ConfigurationPropertySources.get(this.environment).forEach((source) -> {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream()
					.filter((name) -> asked.equals(name) || asked.isAncestorOf(name))
					.forEach((name) -> put(name.toString(), values));
			}
		});
	}

	private void put(String name, Map<String, String> values) {
		String value = value(name);
		if (value != null) {
			values.put(name, value);
		}
	}

	private @Nullable String value(String name) {
		return value(this.environment, name);
	}

	/**
	 * Return the value of a property.
	 * @param environment the environment
	 * @param name the name of the property
	 * @return the value, or {@code null} if there is none, or none that can be had
	 */
	static @Nullable String value(Environment environment, String name) {
		try {
			return environment.getProperty(name);
		}
		catch (RuntimeException ex) {
			return null; // nobody can have it
		}
	}

}
