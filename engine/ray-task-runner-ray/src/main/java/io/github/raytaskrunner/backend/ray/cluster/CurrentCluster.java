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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that Ray takes where no address is given: that of the environment, else the
 * one that {@code ray start} started last on this machine.
 */
public final class CurrentCluster {

	private static final Log logger = LogFactory.getLog(CurrentCluster.class);

	private static final String RECORD = "ray/ray_current_cluster";

	private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

	private final UnaryOperator<@Nullable String> environment;

	/**
	 * Create a new instance.
	 * @param environment returns an environment variable, or {@code null}
	 */
	public CurrentCluster(UnaryOperator<@Nullable String> environment) {
		this.environment = environment;
	}

	/**
	 * Return the address that the environment names.
	 * @return the address, which may be of any form, or nothing
	 */
	public Optional<String> ofEnvironment() {
		return variable("RAY_ADDRESS").map(String::strip).filter((address) -> !address.equals("auto"));
	}

	/**
	 * Return the address of the cluster that was started last on this machine, if it
	 * still runs.
	 * @return host and port of its global control store, or nothing
	 */
	public Optional<String> ofThisMachine() {
		// as ray.init() looks for it
		String directory = variable("RAY_TMPDIR").or(() -> variable("TMPDIR")).orElse("/tmp");
		return read(Path.of(directory, RECORD)).filter(CurrentCluster::listens);
	}

	private Optional<String> variable(String name) {
		return Optional.ofNullable(this.environment.apply(name)).filter((value) -> !value.isBlank());
	}

	private static Optional<String> read(Path file) {
		try {
			return Optional.of(Files.readString(file).strip()).filter((address) -> !address.isEmpty());
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	// the record outlives a cluster that was killed
	private static boolean listens(String address) {
		int colon = address.lastIndexOf(':');
		try (Socket socket = new Socket()) {
			socket.connect(
					new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
					CONNECT_TIMEOUT_MILLIS);
			return true;
		}
		catch (IOException | IllegalArgumentException | IndexOutOfBoundsException ex) {
			logger.info("No Ray cluster listens at " + address + " any more, which Ray's record names as the current "
					+ "cluster of this machine: " + ex);
			return false;
		}
	}

}
