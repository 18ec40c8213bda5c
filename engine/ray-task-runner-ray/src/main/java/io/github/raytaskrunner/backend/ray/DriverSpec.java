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
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.launch.DriverConfig;
import io.github.raytaskrunner.launch.DriverSecret;

/**
 * The driver to launch.
 *
 * @param config what it is told, with a lease
 * @param jvmOptions options of its JVM, which stand on its command line
 * @param startTimeout how long it may take until it listens
 */
record DriverSpec(DriverConfig config, List<String> jvmOptions, Duration startTimeout) {

	/**
	 * Values pass through the driver only in part, so its heap is small; large arrays
	 * fragment other collectors' heaps. Half a driver is worse than none.
	 */
	private static final List<String> DEFAULT_JVM_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC",
			"-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8");

	/**
	 * Return the driver for settings.
	 * @param settings the settings
	 * @param secret what opens the driver
	 */
	static DriverSpec of(RaySettings settings, DriverSecret secret) {
		RaySettings.Driver driver = settings.driver();
		RaySettings.Listen listen = driver.listen();
		List<String> jvmOptions = new ArrayList<>(DEFAULT_JVM_OPTIONS);
		jvmOptions.addAll(driver.jvmOptions());
		return new DriverSpec(
				new DriverConfig(secret.digest(), listen.bindAddress(), listen.firstPort(), listen.lastPort(),
						driver.lease(), settings.worker().leaseTerm(),
						(driver.tls() != null) ? driver.tls().ofDriver() : null),
				List.copyOf(jvmOptions), driver.startTimeout());
	}

}
