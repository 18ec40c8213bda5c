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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.logging.LogLevel;
import org.springframework.util.unit.DataSize;

/**
 * Maps {@code ray.init.*} properties to the arguments of Python's {@code ray.init}.
 */
final class RayInitArguments {

	/**
	 * What tasks of an existing cluster can have, too.
	 */
	private static final List<String> OF_ANY_CLUSTER = List.of("namespace", "runtime_env", "logging_level");

	private final Map<String, Object> arguments = new LinkedHashMap<>();

	private RayInitArguments() {
	}

	/**
	 * Map the properties that are set.
	 * @param properties the properties
	 * @return value by Python's name of the argument
	 */
	static Map<String, Object> of(RayProperties.Init properties) {
		RayInitArguments arguments = new RayInitArguments();
		arguments.add("num_cpus", properties.numCpus());
		arguments.add("num_gpus", properties.numGpus());
		arguments.add("resources", properties.resources());
		arguments.add("labels", properties.labels());
		arguments.add("object_store_memory", properties.objectStoreMemory());
		arguments.add("_memory", properties.memory());
		arguments.add("namespace", properties.namespace());
		arguments.add("runtime_env", runtimeEnv(properties.runtimeEnv()));
		arguments.add("include_dashboard", properties.includeDashboard());
		arguments.add("dashboard_host", properties.dashboardHost());
		arguments.add("dashboard_port", properties.dashboardPort());
		arguments.add("logging_level", loggingLevel(properties.loggingLevel()));
		arguments.add("_node_name", properties.nodeName());
		arguments.add("object_spilling_directory", properties.objectSpillingDirectory());
		arguments.add("_plasma_directory", properties.plasmaDirectory());
		arguments.add("_metrics_export_port", properties.metricsExportPort());
		arguments.add("_system_config", systemConfig(properties.systemConfig()));
		arguments.add("enable_resource_isolation", properties.enableResourceIsolation());
		arguments.add("cgroup_path", properties.cgroupPath());
		arguments.add("system_reserved_cpu", properties.systemReservedCpu());
		arguments.add("system_reserved_memory", properties.systemReservedMemory());
		return arguments.arguments;
	}

	/**
	 * Return the properties that are set although only a cluster that is started for this
	 * application can have them.
	 * @param properties the properties
	 * @return names of properties, such as {@code ray.init.num-cpus}
	 */
	static List<String> newClusterOnly(RayProperties.Init properties) {
		return of(properties).keySet()
			.stream()
			.filter((argument) -> !OF_ANY_CLUSTER.contains(argument))
			.map(RayInitArguments::propertyName)
			.toList();
	}

	/**
	 * Return the name of the property for an argument.
	 * @param argument Python's name of the argument, such as {@code _node_name}
	 * @return the name of the property, such as {@code ray.init.node-name}
	 */
	static String propertyName(String argument) {
		return "ray.init." + argument.replaceFirst("^_+", "").replace('_', '-');
	}

	private void add(String argument, @Nullable Object value) {
		Object converted = (value instanceof DataSize size) ? (Object) size.toBytes() : value;
		boolean empty = converted == null || (converted instanceof String text && text.isBlank())
				|| (converted instanceof Map<?, ?> map && map.isEmpty());
		if (converted != null && !empty) {
			this.arguments.put(argument, converted);
		}
	}

	private static Map<String, Object> runtimeEnv(RayProperties.RuntimeEnv properties) {
		RayInitArguments config = new RayInitArguments();
		config.add("setup_timeout_seconds", properties.config().setupTimeoutSeconds());
		config.add("eager_install", properties.config().eagerInstall());
		RayInitArguments runtimeEnv = new RayInitArguments();
		runtimeEnv.add("env_vars", properties.envVars());
		runtimeEnv.add("config", config.arguments);
		return runtimeEnv.arguments;
	}

	// the numbers of Python's logging
	private static @Nullable Integer loggingLevel(@Nullable LogLevel level) {
		if (level == null) {
			return null;
		}
		return switch (level) {
			case TRACE -> 5;
			case DEBUG -> 10;
			case INFO -> 20;
			case WARN -> 30;
			case ERROR -> 40;
			case FATAL -> 50;
			case OFF -> 100;
		};
	}

	// Ray wants these as JSON of the right type, and properties have none
	private static Map<String, Object> systemConfig(Map<String, String> settings) {
		return settings.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> typed(entry.getValue())));
	}

	private static Object typed(String value) {
		if (value.matches("true|false")) {
			return Boolean.valueOf(value);
		}
		if (value.matches("-?\\d{1,18}")) {
			return Long.valueOf(value);
		}
		return value.matches("-?\\d+\\.\\d+") ? (Object) Double.valueOf(value) : value;
	}

}
