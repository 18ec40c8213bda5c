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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.logging.LogLevel;

/**
 * Maps those {@code ray.init.*} properties that concern the job, to which all tasks
 * belong, to what Ray reads in driver and workers. In the driver that is not on the
 * command line, where every user of the machine would see the environment of the tasks.
 */
final class RayJobSettings {

	private static final String LOGGING_LEVEL = "ray.logging.level";

	private static final String RUNTIME_ENV = "ray.job.runtime-env.";

	private static final String OPTION_OF_RAY = "-Dray.";

	private RayJobSettings() {
	}

	/**
	 * Return properties of Ray in the driver.
	 * @param init the properties
	 * @param jvmOptions options of the driver's JVM, of which those for Ray come last
	 */
	static Map<String, String> rayProperties(RayProperties.Init init, List<String> jvmOptions) {
		Map<String, String> properties = new LinkedHashMap<>();
		put(properties, LOGGING_LEVEL, init.loggingLevel());
		RayProperties.RuntimeEnv runtimeEnv = init.runtimeEnv();
		runtimeEnv.envVars().forEach((name, value) -> properties.put(RUNTIME_ENV + "env-vars." + name, value));
		put(properties, RUNTIME_ENV + "config.setup-timeout-seconds", runtimeEnv.config().setupTimeoutSeconds());
		put(properties, RUNTIME_ENV + "config.eager-install", runtimeEnv.config().eagerInstall());
		jvmOptions.stream().filter(RayJobSettings::isOfRay).forEach((option) -> {
			String[] property = option.substring("-D".length()).split("=", 2);
			properties.put(property[0], (property.length > 1) ? property[1] : "");
		});
		return properties;
	}

	private static void put(Map<String, String> properties, String name, @Nullable Object value) {
		if (value != null) {
			properties.put(name, value.toString());
		}
	}

	private static boolean isOfRay(String option) {
		return option.startsWith(OPTION_OF_RAY);
	}

	/**
	 * Return options for the command line of the driver's JVM.
	 * @param jvmOptions all its options
	 */
	static List<String> driverOptions(List<String> jvmOptions) {
		return jvmOptions.stream().filter((option) -> !isOfRay(option)).toList();
	}

	/**
	 * Return options of the workers' JVMs.
	 * @param init the properties
	 * @param jvmOptions further options that come last
	 */
	static List<String> workerOptions(RayProperties.Init init, List<String> jvmOptions) {
		List<String> options = new ArrayList<>();
		LogLevel level = init.loggingLevel();
		if (level != null) {
			options.add("-D" + LOGGING_LEVEL + "=" + level);
		}
		options.addAll(jvmOptions);
		return options;
	}

}
