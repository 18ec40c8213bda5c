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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The cluster that Ray takes on this machine for the address {@code auto}: that of the
 * environment, else the one that {@code ray start} started last.
 */
public final class CurrentCluster {

	private static final String RECORD = "ray/ray_current_cluster";

	private CurrentCluster() {
	}

	/**
	 * Return the address of the cluster.
	 * @param environment returns an environment variable, or {@code null}
	 * @return the address, or nothing if there is no such cluster
	 */
	public static Optional<String> address(UnaryOperator<String> environment) {
		String address = environment.apply("RAY_ADDRESS");
		if (address != null && !address.isBlank() && !address.strip().equals("auto")) {
			return Optional.of(address.strip());
		}
		// as ray.init(address="auto") looks for it
		return Stream.of("RAY_TMPDIR", "TMPDIR")
			.map(environment)
			.filter((directory) -> directory != null && !directory.isBlank())
			.findFirst()
			.or(() -> Optional.of("/tmp"))
			.flatMap((directory) -> read(Path.of(directory, RECORD)));
	}

	private static Optional<String> read(Path file) {
		try {
			return Optional.of(Files.readString(file).strip()).filter((address) -> !address.isEmpty());
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

}
