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

import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a running cluster of this machine.
 *
 * @param rayVersion Ray's version, such as {@code 2.60.0}
 * @param gcsAddress host and port of the global control store, which drivers connect to
 * @param nodeIp IP address of the node as Ray knows it
 * @param dashboard base address of the dashboard and its HTTP API
 * @param rayDistJar Ray's own Java runtime in the cluster's version
 * @param sessionDirectory Ray's session directory
 * @param logDirectory directory of Ray's log files
 * @param tokenFile file with the token that the cluster asks for, or {@code null} if this
 * version of Ray knows no tokens
 * @param cpus number of CPUs the cluster offers
 */
public record ClusterInfo(String rayVersion, String gcsAddress, String nodeIp, URI dashboard, Path rayDistJar,
		Path sessionDirectory, Path logDirectory, @Nullable Path tokenFile, int cpus) {

}
