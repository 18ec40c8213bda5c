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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.raytaskrunner.autoconfigure.test.TestEnvironment;
import io.github.raytaskrunner.backend.ray.code.PackageStore;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Checks the values of {@link RayProperties} that nothing else would refuse with a
 * message that names the property. What else {@code ray.init} takes, Ray checks itself.
 */
final class RayPropertiesValidator {

	private static final int MAX_PORT = 65535;

	private static final Duration MAX_LEASE_TERM = Duration.ofMinutes(10);

	private static final Set<String> SCHEMES = Set.of("http", "https");

	private static final Map<String, String> STANDARD_RESOURCES = Map.of("CPU", "ray.init.num-cpus", "GPU",
			"ray.init.num-gpus", "memory", "ray.init.memory", "object_store_memory", "ray.init.object-store-memory");

	private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

	private RayPropertiesValidator() {
	}

	/**
	 * Check properties.
	 * @param properties the properties
	 * @param environment the environment of the application
	 * @param phaseTimeout how long Spring waits for the runner to stop
	 * @throws InvalidConfigurationPropertyValueException if a value is invalid
	 */
	static void validate(RayProperties properties, Environment environment, Duration phaseTimeout) {
		PropertyText.check("ray", properties);
		checkConnection(properties, environment);
		checkInit(properties.init());
		properties.profiles().forEach((name, profile) -> checkProfile("ray.profiles." + name, profile));
		checkRunner(properties.runner());
		checkDriver(properties.driver());
		checkWorker(properties.worker());
		checkGracePeriod(properties.shutdown().gracePeriod(), phaseTimeout);
	}

	private static void checkConnection(RayProperties properties, Environment environment) {
		RayAddress address = RayAddress.of(properties.address());
		check(!NativeImage.isOf(environment) || !address.isSet() || address.isEmbedded(), "ray.address", address.text(),
				"it must be 'embedded' or empty in a native image, which has no class path that could travel to a cluster: "
						+ "run the application on a JVM to use a cluster");
		URI dashboard = properties.dashboardAddress();
		check(dashboard == null
				|| (SCHEMES.contains(String.valueOf(dashboard.getScheme())) && dashboard.getHost() != null),
				"ray.dashboard-address", dashboard, "it must be of the form http(s)://host:port");
		String sslBundle = properties.dashboardSslBundle();
		check(!StringUtils.hasText(sslBundle) || hasTlsDashboard(properties) || needsNoBundle(address, environment),
				"ray.dashboard-ssl-bundle", sslBundle, "it must not be set without an https address of the dashboard");
	}

	private static void checkInit(RayProperties.Init init) {
		// Ray accepts a cluster that runs no task
		check(init.numCpus() == null || init.numCpus() > 0, "ray.init.num-cpus", init.numCpus(),
				"it must be at least 1");
		check(init.numGpus() == null || init.numGpus() >= 0, "ray.init.num-gpus", init.numGpus(),
				"it must not be negative");
		init.resources().forEach(RayPropertiesValidator::checkResource);
		checkNotNegative("ray.init.memory", init.memory());
		checkNotNegative("ray.init.object-store-memory", init.objectStoreMemory());
		check(!Boolean.FALSE.equals(init.includeDashboard()), "ray.init.include-dashboard", init.includeDashboard(),
				"it must be true: the application's code reaches the cluster through the dashboard");
		checkPort("ray.init.dashboard-port", init.dashboardPort());
		checkPort("ray.init.metrics-export-port", init.metricsExportPort());
		for (String name : init.runtimeEnv().envVars().keySet()) {
			check(VARIABLE.matcher(name).matches(), "ray.init.runtime-env.env-vars", name,
					"it must consist of letters, digits and underscores");
		}
	}

	private static void checkResource(String name, double amount) {
		String property = "ray.init.resources." + name;
		check(Double.isFinite(amount) && amount >= 0, property, amount, "it must not be negative");
		String other = STANDARD_RESOURCES.get(name);
		check(other == null, property, amount, "it must not be one of Ray's own resources: set '" + other + "'");
	}

	private static void checkProfile(String prefix, RayProperties.Profile profile) {
		Integer bundle = profile.bundleIndex();
		check(bundle == null || (bundle >= 0 && StringUtils.hasText(profile.placementGroup())),
				prefix + ".bundle-index", bundle, "it must not be negative, and there must be a placement-group");
		Integer crashRetries = profile.crashRetries();
		check(crashRetries == null || crashRetries >= 0, prefix + ".crash-retries", crashRetries,
				"it must not be negative");
		checkAttempts(prefix, profile.timeLimit(), profile.retry());
	}

	private static void checkRunner(RayProperties.Runner runner) {
		checkAttempts("ray.runner", runner.timeLimit(), runner.retry());
		check(runner.maxPendingSize() == null || runner.maxPendingSize().toBytes() > 0, "ray.runner.max-pending-size",
				runner.maxPendingSize(), "it must be positive");
		check(runner.maxUnfinished() > 0, "ray.runner.max-unfinished", runner.maxUnfinished(), "it must be positive");
		checkNotNegative("ray.runner.reconnect-timeout", runner.reconnectTimeout());
	}

	private static void checkDriver(RayProperties.Driver driver) {
		checkOptions("ray.driver.jvm-options", driver.jvmOptions());
		checkPositive("ray.driver.start-timeout", driver.startTimeout());
		checkPositive("ray.driver.lease", driver.lease());
		Duration renewalPeriod = driver.packageRenewalPeriod();
		check(renewalPeriod.toMillis() > 0 && renewalPeriod.compareTo(PackageStore.MAX_RENEWAL_PERIOD) <= 0,
				"ray.driver.package-renewal-period", renewalPeriod,
				"it must be positive and at most half of the ten minutes for which a cluster keeps code, so that one renewal "
						+ "may fail");
		checkSsl("certificate", driver.ssl().certificate(), driver.ssl());
		checkSsl("private-key", driver.ssl().privateKey(), driver.ssl());
		checkSsl("server-name", driver.ssl().serverName(), driver.ssl());
	}

	private static void checkWorker(RayProperties.Worker worker) {
		checkOptions("ray.worker.jvm-options", worker.jvmOptions());
		check(worker.systemProperties().stream().allMatch((name) -> StringUtils.hasText(name) && !name.contains("=")),
				"ray.worker.system-properties", worker.systemProperties(),
				"it must hold names alone: the values are those that this application has");
		checkPositive("ray.worker.start-timeout", worker.startTimeout());
		Duration leaseTerm = worker.leaseTerm();
		check(!leaseTerm.isNegative() && leaseTerm.compareTo(MAX_LEASE_TERM) <= 0, "ray.worker.lease-term", leaseTerm,
				"it must be from 0s, for a call of Ray for each call of tasks, to " + MAX_LEASE_TERM.toMinutes()
						+ " minutes, as others wait that long");
	}

	private static void checkGracePeriod(@Nullable Duration gracePeriod, Duration phaseTimeout) {
		checkNotNegative("ray.shutdown.grace-period", gracePeriod);
		check(gracePeriod == null || gracePeriod.compareTo(phaseTimeout) <= 0, "ray.shutdown.grace-period", gracePeriod,
				"it must not exceed spring.lifecycle.timeout-per-shutdown-phase, as Spring waits no longer than that: "
						+ phaseTimeout);
	}

	private static void checkAttempts(String prefix, @Nullable Duration timeLimit, RayProperties.Retry retry) {
		if (timeLimit != null) {
			checkPositive(prefix + ".time-limit", timeLimit);
		}
		Long maxRetries = retry.maxRetries();
		check(maxRetries == null || maxRetries >= 0, prefix + ".retry.max-retries", maxRetries,
				"it must not be negative");
		checkNotNegative(prefix + ".retry.delay", retry.delay());
		Double multiplier = retry.multiplier();
		check(multiplier == null || multiplier >= 1, prefix + ".retry.multiplier", multiplier, "it must be at least 1");
		if (retry.maxDelay() != null) {
			checkPositive(prefix + ".retry.max-delay", retry.maxDelay());
		}
		checkNotNegative(prefix + ".retry.jitter", retry.jitter());
	}

	private static void checkNotNegative(String name, @Nullable Duration value) {
		check(value == null || !value.isNegative(), name, value, "it must not be negative");
	}

	private static void checkNotNegative(String name, @Nullable DataSize value) {
		check(value == null || !value.isNegative(), name, value, "it must not be negative");
	}

	private static boolean hasTlsDashboard(RayProperties properties) {
		return Stream.of(properties.address(), properties.dashboardAddress())
			.anyMatch((address) -> String.valueOf(address).startsWith("https:"));
	}

	// what is for a cluster of production is of no use there
	private static boolean needsNoBundle(RayAddress address, Environment environment) {
		return address.isSet() ? (address.isEmbedded() || address.isLocal()) : TestEnvironment.isOf(environment);
	}

	private static void checkSsl(String name, @Nullable String value, RayProperties.Ssl ssl) {
		check(!StringUtils.hasText(value) || StringUtils.hasText(ssl.bundle()), "ray.driver.ssl." + name, value,
				"it must not be set without 'ray.driver.ssl.bundle', which turns TLS on");
	}

	private static void checkPort(String name, @Nullable Integer port) {
		check(port == null || (port >= 0 && port <= MAX_PORT), name, port,
				"it must be between 1 and " + MAX_PORT + ", or 0 for any free port");
	}

	private static void checkPositive(String name, Duration value) {
		check(value.toMillis() > 0, name, value, "it must be at least a millisecond");
	}

	private static void checkOptions(String name, List<String> values) {
		check(values.stream().allMatch(StringUtils::hasText), name, values, "it must not hold an empty option");
	}

	private static void check(boolean valid, String name, @Nullable Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(name, value, reason);
		}
	}

}
