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

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Finds nodes of clusters among the processes of this machine. Only those of this user
 * can be looked into.
 */
final class LocalRaylets {

	private static final Path PROCESSES = Path.of("/proc");

	private static final Path RAYLET = Path.of("core/src/ray/raylet/raylet");

	private static final Path RAY_DIST_JAR = Path.of("jars/ray_dist.jar");

	private LocalRaylets() {
	}

	/**
	 * Find a node.
	 * @param gcsAddress host and port of the cluster's global control store
	 * @return a node of this cluster that can run Java, or nothing
	 */
	static Optional<LocalNode> find(String gcsAddress) {
		if (!Files.isDirectory(PROCESSES)) {
			return Optional.empty();
		}
		try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
			return processes.flatMap((process) -> node(process.pid(), gcsAddress).stream()).findFirst();
		}
	}

	private static Optional<LocalNode> node(long pid, String gcsAddress) {
		Path process = PROCESSES.resolve(Long.toString(pid));
		try {
			Path executable = Files.readSymbolicLink(process.resolve("exe"));
			if (!executable.endsWith(RAYLET) || !isOfThisUser(process)) {
				return Optional.empty();
			}
			List<String> command = strings(process.resolve("cmdline"));
			String ip = option(command, "node_ip_address");
			String gcs = option(command, "gcs-address");
			String session = option(command, "session_dir");
			Path jar = executable.getRoot()
				.resolve(executable.subpath(0, executable.getNameCount() - RAYLET.getNameCount()))
				.resolve(RAY_DIST_JAR);
			if (ip == null || gcs == null || session == null || !isSame(gcs, gcsAddress) || !Files.isRegularFile(jar)
					|| !Files.isDirectory(Path.of(session))) {
				return Optional.empty();
			}
			return Optional.of(new LocalNode(gcs, ip, jar, Path.of(session),
					ClusterEnvironment.ofRaylet(variables(process.resolve("environ")))));
		}
		catch (IOException ex) {
			// it ended, or belongs to somebody else
			return Optional.empty();
		}
	}

	// root can look into the processes of others as well
	private static boolean isOfThisUser(Path process) throws IOException {
		return Files.getOwner(process).equals(Files.getOwner(PROCESSES.resolve("self")));
	}

	private static @Nullable String option(List<String> command, String name) {
		String prefix = "--" + name + "=";
		return command.stream()
			.filter((word) -> word.startsWith(prefix))
			.map((word) -> word.substring(prefix.length()))
			.findFirst()
			.orElse(null);
	}

	private static boolean isSame(String address, String other) {
		int colon = address.lastIndexOf(':');
		int otherColon = other.lastIndexOf(':');
		if (!address.substring(colon + 1).equals(other.substring(otherColon + 1))) {
			return false;
		}
		try {
			return InetAddress.getByName(address.substring(0, colon))
				.equals(InetAddress.getByName(other.substring(0, otherColon)));
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	private static Map<String, String> variables(Path file) throws IOException {
		Map<String, String> variables = new HashMap<>();
		for (String variable : strings(file)) {
			int separator = variable.indexOf('=');
			if (separator > 0) {
				variables.put(variable.substring(0, separator), variable.substring(separator + 1));
			}
		}
		return variables;
	}

	private static List<String> strings(Path file) throws IOException {
		return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\0"));
	}

}
