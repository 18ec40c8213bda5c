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

package io.github.raytaskrunner.backend.ray.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Environment variables of Ray's processes.
 */
final class ClusterEnvironment {

	private ClusterEnvironment() {
	}

	/**
	 * Change an inherited environment to that of the cluster's owner and so, by
	 * inheritance, of its nodes and workers.
	 * @param environment the environment to change
	 * @param tokenFile the file with the cluster's token
	 * @param javaHome the Java for the workers
	 */
	static void applyToOwner(Map<String, String> environment, Path tokenFile, Path javaHome) {
		environment.keySet().removeAll(LocalNode.FOREIGN_VARIABLES);
		// would be taken instead of the token's file
		environment.remove("RAY_AUTH_TOKEN");
		environment.putAll(forEveryProcess());
		environment.putAll(withToken(tokenFile));
		// a node offers Java workers only if it finds java on its path
		environment.merge("PATH", javaHome.resolve("bin").toString(), (path, java) -> java + File.pathSeparator + path);
		// fixed by default, and so in the way of another cluster on this machine
		environment.putIfAbsent("AUTOSCALER_METRIC_PORT", "0");
		environment.putIfAbsent("DASHBOARD_METRIC_PORT", "0");
	}

	/**
	 * Return the variables that a driver on this machine needs to connect.
	 * @param info the cluster
	 * @return the variables, to be put over the ones it inherits
	 */
	static Map<String, String> forDriver(ClusterInfo info) {
		Map<String, String> environment = new LinkedHashMap<>(forEveryProcess());
		if (info.tokenFile() != null) {
			environment.putAll(withToken(info.tokenFile()));
			environment.put("RAY_AUTH_TOKEN", "");
		}
		return Map.copyOf(environment);
	}

	/**
	 * Return what a driver has to share of the environment of the raylet beside it:
	 * everything that sets up Ray.
	 * @param environment the environment of the raylet
	 */
	static Map<String, String> ofRaylet(Map<String, String> environment) {
		Map<String, String> shared = new HashMap<>(environment);
		shared.keySet().removeIf((name) -> !name.startsWith("RAY_") || LocalNode.FOREIGN_VARIABLES.contains(name));
		return shared;
	}

	/**
	 * Add a token, if there is one.
	 */
	static Map<String, String> withToken(Map<String, String> environment, ClusterToken token) {
		String value = token.get();
		if (value == null) {
			return environment;
		}
		Map<String, String> extended = new HashMap<>(environment);
		extended.put("RAY_AUTH_MODE", "token");
		extended.put("RAY_AUTH_TOKEN", value);
		return extended;
	}

	private static Map<String, String> forEveryProcess() {
		return Map.of(
				// all sockets on loopback; without it Ray replaces 127.0.0.1 by the
				// host's address
				"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0",
				// no report leaves the machine
				"RAY_USAGE_STATS_ENABLED", "0");
	}

	private static Map<String, String> withToken(Path tokenFile) {
		return Map.of("RAY_AUTH_MODE", "token", "RAY_AUTH_TOKEN_PATH", tokenFile.toString());
	}

}
