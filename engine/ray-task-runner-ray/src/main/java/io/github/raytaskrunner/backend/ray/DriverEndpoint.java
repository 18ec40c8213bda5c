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

package io.github.raytaskrunner.backend.ray;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

import io.github.raytaskrunner.backend.BackendUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Where a driver listens.
 *
 * @param host host of the driver
 * @param port port of the driver
 */
record DriverEndpoint(String host, int port) {

	private static final String LINE_PREFIX = "RAY_TASK_RUNNER_DRIVER listens on ";

	/**
	 * Find the endpoint in a line of the driver's output.
	 */
	static Optional<DriverEndpoint> find(String line) {
		int start = line.indexOf(LINE_PREFIX);
		if (start < 0) {
			return Optional.empty();
		}
		String endpoint = line.substring(start + LINE_PREFIX.length()).trim();
		int colon = endpoint.lastIndexOf(':');
		return Optional
			.of(new DriverEndpoint(endpoint.substring(0, colon), Integer.parseInt(endpoint.substring(colon + 1))));
	}

	/**
	 * Check that somebody listens there, as seen from here.
	 * @param timeout longest time to wait for an answer
	 * @throws BackendUnavailableException if nobody does
	 */
	void requireReachable(Duration timeout) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(this.host, this.port), Math.toIntExact(timeout.toMillis()));
		}
		catch (IOException ex) {
			throw new BackendUnavailableException(
					"The driver runs on the cluster and listens on " + this.host + ":" + this.port
							+ ", but cannot be reached there from this application: " + ex.getMessage(),
					"Set 'ray.driver.port' to a port, or a range of ports, that is open from this application to the "
							+ "cluster's nodes, and 'ray.driver.advertised-address' if they have another address "
							+ "from here.",
					ex);
		}
	}

	/**
	 * Return the same port at another address, if one is given.
	 */
	DriverEndpoint at(@Nullable String advertisedAddress) {
		return (advertisedAddress != null) ? new DriverEndpoint(advertisedAddress, this.port) : this;
	}

}
