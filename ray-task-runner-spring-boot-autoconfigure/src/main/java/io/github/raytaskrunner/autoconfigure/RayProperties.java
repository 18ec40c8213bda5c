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
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for the Ray task runner. Unknown names are errors.
 *
 * @param enabled Whether to create a RayTaskRunner.
 * @param address Where tasks run: 'local' (a temporary Ray cluster on this machine) or
 * 'embedded' (in this process, without Ray). By default 'local' if this machine has a Ray
 * installation, otherwise 'embedded'.
 * @param home Ray installation to use for a temporary cluster: a Python environment that
 * contains Ray. By default the one whose 'ray' command is on the PATH.
 * @param init Arguments of ray.init for a temporary cluster.
 * @param runner Settings of the task runner itself.
 * @param driver Settings of the driver process.
 * @param worker Settings of Ray's worker processes.
 * @param shutdown Settings for the end of the application.
 */
@ConfigurationProperties(prefix = "ray", ignoreUnknownFields = false)
public record RayProperties(@DefaultValue("true") boolean enabled, @Nullable String address, @Nullable Path home,
		@DefaultValue Init init, @DefaultValue Runner runner, @DefaultValue Driver driver, @DefaultValue Worker worker,
		@DefaultValue Shutdown shutdown) {

	private static void checkPositive(String name, Duration value) {
		// the smallest unit that a remaining time is counted in
		check(value.toMillis() > 0, name, value, "it must be positive");
	}

	private static void checkJvmOptions(String name, List<String> values) {
		check(values.stream().allMatch(StringUtils::hasText), name, values, "an option must not be empty");
	}

	private static void check(boolean valid, String name, @Nullable Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(name, value, reason);
		}
	}

	/**
	 * Arguments of ray.init.
	 *
	 * @param numCpus Number of CPUs of the cluster, and of tasks that run at once when
	 * embedded. By default those of this machine.
	 * @param numGpus Number of GPUs of the cluster.
	 * @param resources Custom resources of the cluster, amount by name.
	 * @param labels Labels of the cluster's node.
	 * @param objectStoreMemory Memory of Ray's object store.
	 * @param namespace Ray namespace. By default the name of the application.
	 * @param dashboardPort Port of Ray's dashboard.
	 */
	public record Init(@Nullable Integer numCpus, @Nullable Integer numGpus,
			@DefaultValue Map<String, Double> resources, @DefaultValue Map<String, String> labels,
			@Nullable DataSize objectStoreMemory, @Nullable String namespace, @Nullable Integer dashboardPort) {

		public Init {
			// Ray checks its arguments itself, but accepts a cluster that runs no task
			check(numCpus == null || numCpus > 0, "ray.init.num-cpus", numCpus, "it must be at least 1");
			check(dashboardPort == null || (dashboardPort >= 0 && dashboardPort <= 65535), "ray.init.dashboard-port",
					dashboardPort, "it must be between 0, which stands for any free port, and 65535");
		}

	}

	/**
	 * Settings of the task runner itself.
	 *
	 * @param maxPendingSize Most memory that the captures of unfinished tasks may take;
	 * submitting waits while there is more. By default a quarter of the heap.
	 */
	public record Runner(@Nullable DataSize maxPendingSize) {

		public Runner {
			check(maxPendingSize == null || maxPendingSize.toBytes() > 0, "ray.runner.max-pending-size", maxPendingSize,
					"it must be positive");
		}

	}

	/**
	 * Settings of the driver process.
	 *
	 * @param launch How the driver is launched.
	 * @param jvmOptions Options of the driver's JVM.
	 * @param startTimeout Time that the cluster and the driver each may take to start.
	 * @param lease Time that a driver which is a Ray job lives without hearing from this
	 * application.
	 */
	public record Driver(@DefaultValue("child") DriverLaunch launch, @DefaultValue List<String> jvmOptions,
			@DefaultValue("60s") Duration startTimeout, @DefaultValue("60s") Duration lease) {

		public Driver {
			checkJvmOptions("ray.driver.jvm-options", jvmOptions);
			checkPositive("ray.driver.start-timeout", startTimeout);
			checkPositive("ray.driver.lease", lease);
		}

	}

	/**
	 * Settings of Ray's worker processes.
	 *
	 * @param jvmOptions Options of the workers' JVMs, after the defaults, which divide
	 * half of a node's memory among its CPUs.
	 * @param startTimeout Time that a first worker may take to start.
	 */
	public record Worker(@DefaultValue List<String> jvmOptions, @DefaultValue("60s") Duration startTimeout) {

		public Worker {
			checkJvmOptions("ray.worker.jvm-options", jvmOptions);
			checkPositive("ray.worker.start-timeout", startTimeout);
		}

	}

	/**
	 * Settings for the end of the application.
	 *
	 * @param gracePeriod Time that unfinished tasks get when the application ends, before
	 * they are cancelled.
	 */
	public record Shutdown(@DefaultValue("20s") Duration gracePeriod) {

		public Shutdown {
			check(!gracePeriod.isNegative(), "ray.shutdown.grace-period", gracePeriod, "it must not be negative");
		}

	}

}
