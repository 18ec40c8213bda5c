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

package io.github.raytaskrunner.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a driver is told when it is launched, as lines of {@code name=value} up to an
 * empty line: a child reads them from its standard input, a Ray job finds them in its
 * environment.
 *
 * @param secretSha256 SHA-256 of the secret that applications present
 * @param nodeIp IP address of the node as Ray knows it; other nodes reach this process
 * there
 * @param bindAddress address to listen on for the application
 * @param firstPort first of the ports to listen on, or 0 for any free one
 * @param lastPort last of the ports to listen on
 * @param lease how long the driver lives without an application, or zero if the end of
 * its standard input ends it
 * @param tls the driver's certificate, or {@code null} for no TLS
 * @param systemProperties settings of Ray, as lines of {@code property.name=value} in
 * which backslashes and line ends are escaped
 */
record DriverConfig(byte[] secretSha256, String nodeIp, String bindAddress, int firstPort, int lastPort, Duration lease,
		@Nullable Tls tls, Map<String, String> systemProperties) {

	private static final String PROPERTY = "property.";

	static final String ENVIRONMENT_VARIABLE = "RAY_TASK_RUNNER_DRIVER";

	static DriverConfig read(BufferedReader reader, String nodeIp, Map<String, String> environment) throws IOException {
		Map<String, String> values = new HashMap<>();
		Map<String, String> systemProperties = new HashMap<>();
		for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
			int separator = line.indexOf('=');
			if (separator < 0) {
				throw new IllegalArgumentException("Not a line of the form name=value: " + line);
			}
			String name = line.substring(0, separator);
			String value = line.substring(separator + 1);
			if (name.startsWith(PROPERTY)) {
				systemProperties.put(name.substring(PROPERTY.length()), value.translateEscapes());
			}
			else {
				values.put(name, value);
			}
		}
		return new DriverConfig(HexFormat.of().parseHex(value(values, "secret-sha256")), nodeIp,
				values.getOrDefault("bind-address", nodeIp), Integer.parseInt(value(values, "first-port")),
				Integer.parseInt(value(values, "last-port")), Duration.parse(value(values, "lease")),
				Boolean.parseBoolean(values.get("tls")) ? Tls.of(values, environment) : null, systemProperties);
	}

	private static String value(Map<String, String> values, String name) {
		String value = values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("The driver's configuration has no '" + name + "'");
		}
		return value;
	}

	/**
	 * The driver's certificate, which by default is that of Ray on this node.
	 *
	 * @param certificate PEM file with the certificate and its chain
	 * @param privateKey PEM file with the private key
	 * @param clientAuthorities PEM file with the authorities of the certificate that the
	 * application has to present, or {@code null} if it needs none
	 */
	record Tls(Path certificate, Path privateKey, @Nullable Path clientAuthorities) {

		private static Tls of(Map<String, String> values, Map<String, String> environment) {
			String authorities = environment.get("RAY_TLS_CA_CERT");
			boolean client = Boolean.parseBoolean(values.get("tls-client-certificate")) && authorities != null;
			return new Tls(path(values, "certificate", environment, "RAY_TLS_SERVER_CERT"),
					path(values, "private-key", environment, "RAY_TLS_SERVER_KEY"),
					client ? Path.of(authorities) : null);
		}

		private static Path path(Map<String, String> values, String name, Map<String, String> environment,
				String variable) {
			String path = values.getOrDefault("tls-" + name, environment.get(variable));
			if (path == null) {
				throw new IllegalArgumentException("The driver needs a file for TLS: set ray.driver.ssl." + name
						+ " to its path on the driver's node, or " + variable + " in the environment of Ray there");
			}
			return Path.of(path);
		}

	}

}
