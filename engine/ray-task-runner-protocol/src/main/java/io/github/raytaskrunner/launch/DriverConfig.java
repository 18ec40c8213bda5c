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

package io.github.raytaskrunner.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What an application tells a driver that it launches. A child reads it from its standard
 * input, a Ray job finds it in its environment ({@link EnvironmentNames#DRIVER}): unlike
 * a command line, neither is seen by every user of the machine.
 *
 * @param secret what is known of the secret that opens the driver
 * @param bindAddress address to listen on for the application, or {@code null} for the IP
 * address of the driver's node
 * @param firstPort first of the ports to listen on, or 0 for any free one
 * @param lastPort last of the ports to listen on
 * @param lease how long the driver lives without an application, or zero if the end of
 * its standard input ends it
 * @param leaseTerm how long a worker may be kept while it is busy, or zero if each call
 * is to be a call of Ray
 * @param tls how the driver encrypts, or {@code null} for plain text
 * @param rayProperties properties of Ray by their names, which begin with {@code ray.};
 * among the values is the environment of the tasks
 */
public record DriverConfig(DriverSecret.Digest secret, @Nullable String bindAddress, int firstPort, int lastPort,
		Duration lease, Duration leaseTerm, @Nullable Tls tls, Map<String, String> rayProperties) {

	private static final String RAY = "ray.";

	private static final String SECRET_SHA256 = "secret-sha256";

	private static final String BIND_ADDRESS = "bind-address";

	private static final String FIRST_PORT = "first-port";

	private static final String LAST_PORT = "last-port";

	private static final String LEASE = "lease";

	private static final String LEASE_TERM = "lease-term";

	/**
	 * Create a new configuration.
	 * @throws IllegalArgumentException if a property is none of Ray
	 */
	public DriverConfig {
		rayProperties.keySet().forEach((name) -> {
			if (!name.startsWith(RAY)) {
				throw new IllegalArgumentException("Not a property of Ray: '" + name + "'");
			}
		});
		rayProperties = Collections.unmodifiableMap(new LinkedHashMap<>(rayProperties));
	}

	/**
	 * Return the same but for the lease.
	 * @param lease another lease
	 * @return a new configuration
	 */
	public DriverConfig withLease(Duration lease) {
		return new DriverConfig(this.secret, this.bindAddress, this.firstPort, this.lastPort, lease, this.leaseTerm,
				this.tls, this.rayProperties);
	}

	/**
	 * Return this configuration as text, of which the end can be told.
	 * @return the text
	 * @throws IllegalArgumentException if a property of Ray has a name that cannot be
	 * written, or anything holds a NUL, which no process can be told
	 */
	public String toText() {
		Map<String, String> values = new LinkedHashMap<>();
		values.put(SECRET_SHA256, this.secret.sha256());
		if (this.bindAddress != null) {
			values.put(BIND_ADDRESS, this.bindAddress);
		}
		values.put(FIRST_PORT, Integer.toString(this.firstPort));
		values.put(LAST_PORT, Integer.toString(this.lastPort));
		values.put(LEASE, this.lease.toString());
		values.put(LEASE_TERM, this.leaseTerm.toString());
		if (this.tls != null) {
			this.tls.putInto(values);
		}
		values.putAll(this.rayProperties);
		return NamedValues.write(values);
	}

	/**
	 * Read a configuration and nothing beyond it.
	 * @param reader reader of the text
	 * @return the configuration
	 * @throws IOException if that fails
	 * @throws IllegalArgumentException if it is another text
	 */
	public static DriverConfig read(BufferedReader reader) throws IOException {
		Map<String, String> values = NamedValues.read(reader);
		Map<String, String> rayProperties = new LinkedHashMap<>(values);
		rayProperties.keySet().removeIf((name) -> !name.startsWith(RAY));
		return new DriverConfig(new DriverSecret.Digest(value(values, SECRET_SHA256)), values.get(BIND_ADDRESS),
				Integer.parseInt(value(values, FIRST_PORT)), Integer.parseInt(value(values, LAST_PORT)),
				Duration.parse(value(values, LEASE)), Duration.parse(value(values, LEASE_TERM)), Tls.find(values),
				rayProperties);
	}

	/**
	 * Read a configuration.
	 * @param text the text
	 * @return the configuration
	 * @throws IllegalArgumentException if it is another text
	 */
	public static DriverConfig of(String text) {
		try {
			return read(new BufferedReader(new StringReader(text)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String value(Map<String, String> values, String name) {
		String value = values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("The driver's configuration has no '" + name + "'");
		}
		return value;
	}

	// what is told to Ray may be secret
	@Override
	public String toString() {
		return "DriverConfig[" + this.bindAddress + ":" + this.firstPort + "-" + this.lastPort + ", lease=" + this.lease
				+ ", leaseTerm=" + this.leaseTerm + ", " + this.tls + ", " + this.rayProperties.keySet() + "]";
	}

	/**
	 * How a driver encrypts.
	 *
	 * @param clientCertificate whether the application presents a certificate
	 * @param certificate path of the PEM file with the driver's certificate, on the
	 * driver's node; {@code null} for that of Ray there
	 * @param privateKey path of the PEM file with the driver's private key, on the
	 * driver's node; {@code null} for that of Ray there
	 */
	public record Tls(boolean clientCertificate, @Nullable String certificate, @Nullable String privateKey) {

		private static final String CLIENT_CERTIFICATE = "tls-client-certificate";

		private static final String CERTIFICATE = "tls-certificate";

		private static final String PRIVATE_KEY = "tls-private-key";

		private void putInto(Map<String, String> values) {
			values.put(CLIENT_CERTIFICATE, Boolean.toString(this.clientCertificate));
			if (this.certificate != null) {
				values.put(CERTIFICATE, this.certificate);
			}
			if (this.privateKey != null) {
				values.put(PRIVATE_KEY, this.privateKey);
			}
		}

		private static @Nullable Tls find(Map<String, String> values) {
			String clientCertificate = values.get(CLIENT_CERTIFICATE);
			return (clientCertificate != null)
					? new Tls(Boolean.parseBoolean(clientCertificate), values.get(CERTIFICATE), values.get(PRIVATE_KEY))
					: null;
		}

	}

}
