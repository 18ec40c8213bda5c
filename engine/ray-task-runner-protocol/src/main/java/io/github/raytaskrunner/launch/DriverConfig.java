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

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * What an application tells a driver that it launches, in its environment
 * ({@link EnvironmentNames#DRIVER}): what it takes to listen. The rest it is told over
 * the connection.
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
 */
public record DriverConfig(DriverSecret.Digest secret, @Nullable String bindAddress, int firstPort, int lastPort,
		Duration lease, Duration leaseTerm, @Nullable Tls tls) {

	private static final String SECRET_SHA256 = "secret-sha256";

	private static final String BIND_ADDRESS = "bind-address";

	private static final String FIRST_PORT = "first-port";

	private static final String LAST_PORT = "last-port";

	private static final String LEASE = "lease";

	private static final String LEASE_TERM = "lease-term";

	/**
	 * Return the same but for the lease.
	 * @param lease another lease
	 * @return a new configuration
	 */
	public DriverConfig withLease(Duration lease) {
		return new DriverConfig(this.secret, this.bindAddress, this.firstPort, this.lastPort, lease, this.leaseTerm,
				this.tls);
	}

	/**
	 * Return this configuration as text.
	 * @return the text
	 */
	public String toText() {
		Properties values = new Properties();
		values.setProperty(SECRET_SHA256, this.secret.sha256());
		if (this.bindAddress != null) {
			values.setProperty(BIND_ADDRESS, this.bindAddress);
		}
		values.setProperty(FIRST_PORT, Integer.toString(this.firstPort));
		values.setProperty(LAST_PORT, Integer.toString(this.lastPort));
		values.setProperty(LEASE, this.lease.toString());
		values.setProperty(LEASE_TERM, this.leaseTerm.toString());
		if (this.tls != null) {
			this.tls.putInto(values);
		}
		StringWriter text = new StringWriter();
		try {
			values.store(text, null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString();
	}

	/**
	 * Read a configuration.
	 * @param text the text
	 * @return the configuration
	 * @throws IllegalArgumentException if it is another text
	 */
	public static DriverConfig of(String text) {
		Properties values = new Properties();
		try {
			values.load(new StringReader(text));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new DriverConfig(new DriverSecret.Digest(value(values, SECRET_SHA256)), values.getProperty(BIND_ADDRESS),
				Integer.parseInt(value(values, FIRST_PORT)), Integer.parseInt(value(values, LAST_PORT)),
				Duration.parse(value(values, LEASE)), Duration.parse(value(values, LEASE_TERM)), Tls.find(values));
	}

	private static String value(Properties values, String name) {
		String value = values.getProperty(name);
		if (value == null) {
			throw new IllegalArgumentException("The driver's configuration has no '" + name + "'");
		}
		return value;
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

		private void putInto(Properties values) {
			values.setProperty(CLIENT_CERTIFICATE, Boolean.toString(this.clientCertificate));
			if (this.certificate != null) {
				values.setProperty(CERTIFICATE, this.certificate);
			}
			if (this.privateKey != null) {
				values.setProperty(PRIVATE_KEY, this.privateKey);
			}
		}

		private static @Nullable Tls find(Properties values) {
			String clientCertificate = values.getProperty(CLIENT_CERTIFICATE);
			return (clientCertificate != null) ? new Tls(Boolean.parseBoolean(clientCertificate),
					values.getProperty(CERTIFICATE), values.getProperty(PRIVATE_KEY)) : null;
		}

	}

}
