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

package io.github.raytaskrunner.autoconfigure;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.raytaskrunner.backend.ray.RaySettings;
import io.github.raytaskrunner.backend.ray.cluster.ClusterToken;
import io.github.raytaskrunner.scheduling.RunnerSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Maps {@link RayProperties} to the settings of the runner and of its backends.
 */
final class RayPropertiesMapper {

	private static final String DEFAULT_APPLICATION_NAME = "spring";

	static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

	private final RayProperties properties;

	/**
	 * Create a new mapper.
	 * @param properties the properties
	 */
	RayPropertiesMapper(RayProperties properties) {
		this.properties = properties;
	}

	RunnerSettings runnerSettings() {
		DataSize maxPendingSize = this.properties.runner().maxPendingSize();
		long maxPendingBytes = (maxPendingSize != null) ? maxPendingSize.toBytes()
				: Runtime.getRuntime().maxMemory() / 4;
		RayProperties.Runner runner = this.properties.runner();
		return new RunnerSettings(maxPendingBytes, runner.maxUnfinished(), runner.whenFull(), runner.crashRetries(),
				Profiles.of(this.properties.profiles()), runner.reconnectTimeout(),
				this.properties.shutdown().gracePeriod(), RunnerSettings.DEFAULT_PHASE);
	}

	Map<String, Double> embeddedResources() {
		RayProperties.Init init = this.properties.init();
		Map<String, Double> resources = new HashMap<>(init.resources());
		Integer cpus = init.numCpus();
		resources.put("CPU", (double) ((cpus != null) ? cpus : Runtime.getRuntime().availableProcessors()));
		Integer gpus = init.numGpus();
		if (gpus != null) {
			resources.put("GPU", (double) gpus);
		}
		return resources;
	}

	RaySettings raySettings(@Nullable String applicationName) {
		RayProperties.Driver driver = this.properties.driver();
		RayProperties.Worker worker = this.properties.worker();
		String name = textOr(applicationName, DEFAULT_APPLICATION_NAME);
		return new RaySettings(name, textOr(this.properties.init().namespace(), name), driver.launch(), JAVA_HOME,
				new RaySettings.Driver(driver.jvmOptions(), driver.startTimeout(), driver.lease(),
						new RaySettings.Listen(driver.port().first(), driver.port().last(), driver.bindAddress(),
								driver.advertisedAddress())),
				new RaySettings.Worker(worker.jvmOptions(), worker.startTimeout()));
	}

	ClusterToken token() {
		RayProperties.Auth auth = this.properties.auth();
		return new ClusterToken(auth.token(), auth.tokenPath());
	}

	private static String textOr(@Nullable String text, String other) {
		return (text != null && StringUtils.hasText(text)) ? text : other;
	}

}
