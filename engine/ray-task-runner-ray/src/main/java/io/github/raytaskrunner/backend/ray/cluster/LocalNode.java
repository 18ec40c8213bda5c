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

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A node of a cluster on this machine, under this user: a driver can be a child of this
 * process here.
 *
 * @param gcsAddress host and port of the global control store, which drivers connect to
 * @param ip IP address of the node as Ray knows it
 * @param rayDistJar Ray's own Java runtime in the cluster's version
 * @param sessionDirectory the directory of Ray's session on this machine
 * @param environment environment variables that a driver needs beside the ones it
 * inherits
 */
public record LocalNode(String gcsAddress, String ip, Path rayDistJar, Path sessionDirectory,
		Map<String, String> environment) {

	/**
	 * Environment variables that would lead a driver to another cluster, or into another
	 * job.
	 */
	public static final Set<String> FOREIGN_VARIABLES = Set.of("RAY_ADDRESS", "RAY_JOB_ID",
			"RAY_JOB_CONFIG_JSON_ENV_VAR");

	public LocalNode {
		environment = Map.copyOf(environment);
	}

	@Override
	public String toString() {
		// the environment may hold a token
		return "LocalNode[gcsAddress=" + this.gcsAddress + ", ip=" + this.ip + ", rayDistJar=" + this.rayDistJar + "]";
	}

}
