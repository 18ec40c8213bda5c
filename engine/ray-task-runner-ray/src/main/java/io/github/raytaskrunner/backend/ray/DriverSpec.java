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

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The driver to launch.
 *
 * @param secretSha256 digest of the secret that opens the driver
 * @param listen where the driver listens
 * @param lease how long the driver lives without hearing from this application, if
 * nothing else tells it
 * @param jvmOptions options of the driver's JVM, those for Ray among them
 * @param startTimeout how long the driver may take until it listens
 * @param tls how the driver encrypts, or {@code null} for plain text
 */
record DriverSpec(String secretSha256, RaySettings.Listen listen, Duration lease, List<String> jvmOptions,
		Duration startTimeout, @Nullable DriverTls tls) {

	static final String MAIN_CLASS = "io.github.raytaskrunner.driver.DriverMain";

	/**
	 * What Ray reads when it is initialised need not be on the command line, where every
	 * user of the machine sees it: the application's environment variables are among it.
	 */
	private static final String OF_RAY = "-Dray.";

	/**
	 * Return the options that stand on the driver's command line.
	 */
	List<String> commandLineOptions() {
		return this.jvmOptions.stream().filter((option) -> !option.startsWith(OF_RAY)).toList();
	}

	/**
	 * Return what the driver reads when it starts.
	 * @param lease how long the driver lives without hearing from this application, or
	 * zero if the end of its standard input ends it
	 */
	String config(Duration lease) {
		StringBuilder config = new StringBuilder();
		line(config, "secret-sha256", this.secretSha256);
		line(config, "bind-address", this.listen.bindAddress());
		line(config, "first-port", this.listen.firstPort());
		line(config, "last-port", this.listen.lastPort());
		line(config, "lease", lease);
		if (this.tls != null) {
			line(config, "tls", true);
			line(config, "tls-client-certificate", this.tls.key() != null);
			line(config, "tls-certificate", this.tls.certificate());
			line(config, "tls-private-key", this.tls.privateKey());
		}
		this.jvmOptions.stream()
			.filter((option) -> option.startsWith(OF_RAY))
			.forEach((option) -> config.append("property.").append(escaped(option.substring(2))).append('\n'));
		return config.append('\n').toString();
	}

	private static void line(StringBuilder config, String name, @Nullable Object value) {
		if (value != null) {
			config.append(name).append('=').append(value).append('\n');
		}
	}

	private static String escaped(String text) {
		return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
	}

}
