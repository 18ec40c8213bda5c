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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;

import io.github.raytaskrunner.RayText;
import io.github.raytaskrunner.backend.ray.DriverTls;
import io.github.raytaskrunner.backend.ray.RaySettings;
import io.github.raytaskrunner.backend.ray.cluster.ClusterToken;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Maps {@link RayProperties} to the settings of the runner and of its backends.
 */
final class RayPropertiesMapper {

	private static final Duration GRACE_PERIOD = Duration.ofSeconds(20);

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

	/**
	 * Return the settings of a runner.
	 * @param phaseTimeout how long Spring waits for the runner to stop
	 */
	RunnerSettings runnerSettings(Duration phaseTimeout) {
		DataSize maxPendingSize = this.properties.runner().maxPendingSize();
		long maxPendingBytes = (maxPendingSize != null) ? maxPendingSize.toBytes()
				: Runtime.getRuntime().maxMemory() / 4;
		RayProperties.Runner runner = this.properties.runner();
		Profiles profiles = new Profiles(this.properties);
		return new RunnerSettings(maxPendingBytes, runner.maxUnfinished(), runner.whenFull(), profiles.defaults(),
				profiles.all(), runner.reconnectTimeout(), gracePeriod(phaseTimeout), RunnerSettings.DEFAULT_PHASE,
				null, List.of());
	}

	private Duration gracePeriod(Duration phaseTimeout) {
		Duration gracePeriod = this.properties.shutdown().gracePeriod();
		Duration longest = (phaseTimeout.compareTo(GRACE_PERIOD) < 0) ? phaseTimeout : GRACE_PERIOD;
		return (gracePeriod != null) ? gracePeriod : longest;
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
		DataSize memory = init.memory();
		if (memory != null) {
			resources.put("memory", (double) memory.toBytes());
		}
		return resources;
	}

	/**
	 * Return the settings of a Ray backend.
	 * @param applicationName name of the application
	 * @param bundles the SSL bundles of the application
	 * @param logLevels levels by the names of loggers
	 * @throws InvalidConfigurationPropertyValueException if the bundle for the driver is
	 * not there
	 */
	RaySettings raySettings(@Nullable String applicationName, SslBundles bundles, Map<String, String> logLevels) {
		RayProperties.Init init = this.properties.init();
		RayProperties.Driver driver = this.properties.driver();
		RayProperties.Worker worker = this.properties.worker();
		PropertyText.check("spring.application.name", applicationName);
		String name = textOr(applicationName, DEFAULT_APPLICATION_NAME);
		return new RaySettings(name, textOr(init.namespace(), RayText.shown(name)), this.properties.startup(),
				driver.launch(), JAVA_HOME,
				new RaySettings.Driver(RayJobSettings.driverOptions(driver.jvmOptions()),
						RayJobSettings.rayProperties(init, driver.jvmOptions()), driver.startTimeout(), driver.lease(),
						driver.packageRenewalPeriod(),
						new RaySettings.Listen(driver.port().first(), driver.port().last(), driver.bindAddress(),
								driver.advertisedAddress()),
						tls(bundles)),
				new RaySettings.Worker(RayJobSettings.workerOptions(init, worker.jvmOptions()),
						worker.systemProperties(), worker.startTimeout(), worker.leaseTerm(),
						init.logToDriver() ? logLevels : null));
	}

	private @Nullable DriverTls tls(SslBundles bundles) {
		RayProperties.Ssl ssl = this.properties.driver().ssl();
		String name = ssl.bundle();
		if (name == null || !StringUtils.hasText(name)) {
			return null;
		}
		return NamedSslBundle.use(bundles, "ray.driver.ssl.bundle", name, (bundle) -> {
			KeyManagerFactory key = (bundle.getStores().getKeyStore() != null)
					? bundle.getManagers().getKeyManagerFactory() : null;
			return new DriverTls(name, bundle.getManagers().getTrustManagerFactory(), key, ssl.certificate(),
					ssl.privateKey(), ssl.serverName());
		});
	}

	ClusterToken token() {
		RayProperties.Auth auth = this.properties.auth();
		return new ClusterToken(auth.token(), auth.tokenPath());
	}

	private static String textOr(@Nullable String text, String other) {
		return (text != null && StringUtils.hasText(text)) ? text : other;
	}

}
