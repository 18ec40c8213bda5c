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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.logging.LogLevel;

/**
 * Maps those {@code ray.init.*} properties that concern the job, to which all tasks
 * belong, to the options that Ray's Java driver and workers read.
 */
final class RayJobOptions {

	private static final String RUNTIME_ENV = "-Dray.job.runtime-env.";

	private RayJobOptions() {
	}

	/**
	 * Return options of the driver's JVM.
	 * @param properties the properties
	 * @param further options that come last
	 */
	static List<String> ofDriver(RayProperties.Init properties, List<String> further) {
		List<String> options = new ArrayList<>(logging(properties.loggingLevel()));
		RayProperties.RuntimeEnv runtimeEnv = properties.runtimeEnv();
		runtimeEnv.envVars().forEach((name, value) -> options.add(RUNTIME_ENV + "env-vars." + name + "=" + value));
		Integer timeout = runtimeEnv.config().setupTimeoutSeconds();
		if (timeout != null) {
			options.add(RUNTIME_ENV + "config.setup-timeout-seconds=" + timeout);
		}
		Boolean eager = runtimeEnv.config().eagerInstall();
		if (eager != null) {
			options.add(RUNTIME_ENV + "config.eager-install=" + eager);
		}
		options.addAll(further);
		return options;
	}

	/**
	 * Return options of the workers' JVMs.
	 * @param properties the properties
	 * @param further options that come last
	 */
	static List<String> ofWorkers(RayProperties.Init properties, List<String> further) {
		List<String> options = new ArrayList<>(logging(properties.loggingLevel()));
		options.addAll(further);
		return options;
	}

	private static List<String> logging(@Nullable LogLevel level) {
		return (level != null) ? List.of("-Dray.logging.level=" + level) : List.of();
	}

}
