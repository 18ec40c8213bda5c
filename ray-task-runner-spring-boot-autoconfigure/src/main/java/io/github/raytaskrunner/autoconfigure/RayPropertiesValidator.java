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
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.raytaskrunner.autoconfigure.test.TestEnvironment;
import io.github.raytaskrunner.backend.ray.code.PackageStore;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Checks the values of {@link RayProperties} that nothing else would refuse with a
 * message that names the property. What else {@code ray.init} takes, Ray checks itself.
 */
final class RayPropertiesValidator {

	private static final int MAX_PORT = 65535;

	private static final Duration MAX_LEASE_TERM = Duration.ofMinutes(10);

	private static final Set<String> SCHEMES = Set.of("http", "https");

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
		Integer numCpus = properties.init().numCpus();
		// Ray accepts a cluster that runs no task
		check(numCpus == null || numCpus > 0, "ray.init.num-cpus", numCpus, "it must be at least 1");
		check(!Boolean.FALSE.equals(properties.init().includeDashboard()), "ray.init.include-dashboard",
				properties.init().includeDashboard(),
				"it must be true: the application's code reaches the cluster through the dashboard");
		checkPort("ray.init.dashboard-port", properties.init().dashboardPort());
		checkPort("ray.init.metrics-export-port", properties.init().metricsExportPort());
		for (String name : properties.init().runtimeEnv().envVars().keySet()) {
			check(VARIABLE.matcher(name).matches(), "ray.init.runtime-env.env-vars", name,
					"it must consist of letters, digits and underscores");
		}
		properties.profiles().forEach((name, profile) -> {
			Integer bundle = profile.bundleIndex();
			check(bundle == null || (bundle >= 0 && StringUtils.hasText(profile.placementGroup())),
					"ray.profiles." + name + ".bundle-index", bundle,
					"it must not be negative, and there must be a placement-group");
			Integer crashRetries = profile.crashRetries();
			check(crashRetries == null || crashRetries >= 0, "ray.profiles." + name + ".crash-retries", crashRetries,
					"it must not be negative");
			checkAttempts("ray.profiles." + name, profile.timeLimit(), profile.retry());
		});
		checkAttempts("ray.runner", properties.runner().timeLimit(), properties.runner().retry());
		check(properties.runner().maxPendingSize() == null || properties.runner().maxPendingSize().toBytes() > 0,
				"ray.runner.max-pending-size", properties.runner().maxPendingSize(), "it must be positive");
		check(properties.runner().maxUnfinished() > 0, "ray.runner.max-unfinished", properties.runner().maxUnfinished(),
				"it must be positive");
		check(!properties.runner().reconnectTimeout().isNegative(), "ray.runner.reconnect-timeout",
				properties.runner().reconnectTimeout(), "it must not be negative");
		checkOptions("ray.driver.jvm-options", properties.driver().jvmOptions());
		checkPositive("ray.driver.start-timeout", properties.driver().startTimeout());
		checkPositive("ray.driver.lease", properties.driver().lease());
		check(properties.driver().packageRenewalPeriod().toMillis() > 0
				&& properties.driver().packageRenewalPeriod().compareTo(PackageStore.MAX_RENEWAL_PERIOD) <= 0,
				"ray.driver.package-renewal-period", properties.driver().packageRenewalPeriod(),
				"it must be positive and at most half of the ten minutes for which a cluster keeps code, so that one renewal "
						+ "may fail");
		checkSsl("certificate", properties.driver().ssl().certificate(), properties);
		checkSsl("private-key", properties.driver().ssl().privateKey(), properties);
		checkSsl("server-name", properties.driver().ssl().serverName(), properties);
		checkOptions("ray.worker.jvm-options", properties.worker().jvmOptions());
		List<String> systemProperties = properties.worker().systemProperties();
		check(systemProperties.stream().allMatch((name) -> StringUtils.hasText(name) && !name.contains("=")),
				"ray.worker.system-properties", systemProperties,
				"it must hold names alone: the values are those that this application has");
		checkPositive("ray.worker.start-timeout", properties.worker().startTimeout());
		Duration leaseTerm = properties.worker().leaseTerm();
		check(!leaseTerm.isNegative() && leaseTerm.compareTo(MAX_LEASE_TERM) <= 0, "ray.worker.lease-term", leaseTerm,
				"it must be from 0s, for a call of Ray for each call of tasks, to " + MAX_LEASE_TERM.toMinutes()
						+ " minutes, as others wait that long");
		Duration gracePeriod = properties.shutdown().gracePeriod();
		check(gracePeriod == null || !gracePeriod.isNegative(), "ray.shutdown.grace-period", gracePeriod,
				"it must not be negative");
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

	private static boolean hasTlsDashboard(RayProperties properties) {
		return Stream.of(properties.address(), properties.dashboardAddress())
			.anyMatch((address) -> String.valueOf(address).startsWith("https:"));
	}

	// what is for a cluster of production is of no use there
	private static boolean needsNoBundle(RayAddress address, Environment environment) {
		return address.isSet() ? (address.isEmbedded() || address.isLocal()) : TestEnvironment.isOf(environment);
	}

	private static void checkSsl(String name, @Nullable String value, RayProperties properties) {
		check(!StringUtils.hasText(value) || StringUtils.hasText(properties.driver().ssl().bundle()),
				"ray.driver.ssl." + name, value,
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
