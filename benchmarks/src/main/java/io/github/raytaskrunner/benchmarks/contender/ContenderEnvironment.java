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

package io.github.raytaskrunner.benchmarks.contender;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * Environment of a contender's process and so, by inheritance, of all that it starts.
 */
final class ContenderEnvironment {

	private ContenderEnvironment() {
	}

	/**
	 * Change an inherited environment: clusters of Ray are set up as the library sets up
	 * its own, so they listen on loopback, ask for a token and leave nothing behind.
	 * @param environment the environment to change
	 */
	static void apply(Map<String, String> environment) {
		environment.keySet().removeIf((name) -> name.startsWith("RAY_"));
		environment.putAll(Map.of("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0", "RAY_USAGE_STATS_ENABLED", "0",
				"RAY_AUTH_MODE", "token", "RAY_AUTH_TOKEN", UUID.randomUUID().toString().replace("-", ""),
				"AUTOSCALER_METRIC_PORT", "0", "DASHBOARD_METRIC_PORT", "0"));
		environment.merge("PATH", Path.of(System.getProperty("java.home"), "bin").toString(),
				(path, java) -> java + File.pathSeparator + path);
	}

}
