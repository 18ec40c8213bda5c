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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds misspelt properties among environment variables and system properties. Spring
 * Boot leaves these out when it refuses unknown names, since there are many that are none
 * of its business. Those of Ray itself stay unharmed.
 */
final class ForeignPropertySources {

	private static final String GROUPS = "init|runner|driver|worker|beans|executor|profiles|shutdown";

	private static final Pattern VARIABLE = Pattern.compile("RAY_(" + GROUPS.toUpperCase(Locale.ROOT) + ")_[A-Z0-9_]+");

	/**
	 * What Kubernetes tells each pod of a service, such as {@code ray-worker}.
	 */
	private static final Pattern SERVICE_LINK = Pattern
		.compile(".+_(SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)|PORT_\\d+_[A-Z]+(_(PROTO|PORT|ADDR))?)=.*|.+_PORT=[a-z]+://.*");

	private static final Pattern SYSTEM_PROPERTY = Pattern.compile("ray\\.(" + GROUPS + ")\\..+");

	/**
	 * Ray's own. All others that begin alike are in lower case, as
	 * {@code RAY_worker_niceness}.
	 */
	static final Set<String> VARIABLES_OF_RAY = Set.of("RAY_WORKER_DEV_EXCLUDES", "RAY_WORKER_NICENESS",
			"RAY_WORKER_PROCESS_SETUP_HOOK_LOAD_TIMEOUT", "RAY_WORKER_TIMEOUT_S");

	private static final Set<String> SYSTEM_PROPERTIES_OF_RAY = Set.of("ray.worker.id", "ray.worker.mode");

	private final PropertyNames names = new PropertyNames();

	/**
	 * Check that there are no misspelt properties.
	 * @param variables the environment variables
	 * @param systemProperties the system properties
	 * @throws UnknownPropertyException if there are
	 */
	void check(Map<String, ?> variables, Map<String, ?> systemProperties) {
		List<UnknownProperty> unknown = new ArrayList<>();
		new TreeMap<>(variables).entrySet()
			.stream()
			.filter((variable) -> !SERVICE_LINK.matcher(variable.toString()).matches())
			.map(Map.Entry::getKey)
			.filter((name) -> VARIABLE.matcher(name).matches() && !VARIABLES_OF_RAY.contains(name))
			.map((name) -> new UnknownProperty("ray", name.toLowerCase(Locale.ROOT).replace('_', '.'),
					"environment variable " + name))
			.filter((property) -> !this.names.contains(property.name()))
			.forEach(unknown::add);
		new TreeMap<>(systemProperties).keySet()
			.stream()
			.filter((name) -> SYSTEM_PROPERTY.matcher(name).matches() && !SYSTEM_PROPERTIES_OF_RAY.contains(name))
			.filter((name) -> !this.names.contains(name))
			.map((name) -> new UnknownProperty("ray", name, "system property"))
			.forEach(unknown::add);
		if (!unknown.isEmpty()) {
			throw new UnknownPropertyException(unknown);
		}
	}

}
