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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Settings of a Ray backend.
 *
 * @param applicationName name of the application, shown in Ray
 * @param namespace Ray's namespace
 * @param startup whether a start waits for the cluster
 * @param launch how the driver is launched, or {@code null} for a child process where
 * this machine is a node of the cluster, and a Ray job elsewhere
 * @param javaHome Java for a driver that runs on this machine
 * @param driver settings of the driver
 * @param worker settings of the workers
 */
public record RaySettings(String applicationName, String namespace, Startup startup, @Nullable DriverLaunch launch,
		Path javaHome, Driver driver, Worker worker) {

	/**
	 * Whether a start waits until the cluster runs tasks.
	 */
	public enum Startup {

		/**
		 * It waits, and fails if that cannot be.
		 */
		FAIL,

		/**
		 * It does not wait: the cluster is tried to be reached as after it was lost, and
		 * tasks wait meanwhile.
		 */
		BACKGROUND

	}

	/**
	 * How the driver is launched.
	 */
	public enum DriverLaunch {

		/**
		 * As a child process of the application, on this machine.
		 */
		CHILD,

		/**
		 * As a Ray job, somewhere on the cluster.
		 */
		JOB

	}

	/**
	 * Settings of the driver.
	 *
	 * @param jvmOptions further options of its JVM
	 * @param rayProperties properties of Ray in the driver by their names, such as
	 * {@code ray.logging.level}
	 * @param startTimeout how long cluster and driver each may take to start
	 * @param lease how long the application tries to resume a broken connection to its
	 * driver, and how long a driver that is a Ray job lives without one
	 * @param packageRenewalPeriod time between two renewals of the application's code in
	 * the cluster
	 * @param listen where it listens
	 * @param tls how it encrypts what it exchanges with the application, or {@code null}
	 * for plain text
	 */
	public record Driver(List<String> jvmOptions, Map<String, String> rayProperties, Duration startTimeout,
			Duration lease, Duration packageRenewalPeriod, Listen listen, @Nullable DriverTls tls) {

	}

	/**
	 * Where the driver listens for the application.
	 *
	 * @param firstPort first of the ports of which it takes one, or 0 for any free port
	 * @param lastPort last of these ports
	 * @param bindAddress address to listen on, or {@code null} for the IP address of the
	 * driver's node
	 * @param advertisedAddress host by which the application reaches the driver, or
	 * {@code null} if that is where the driver says it listens
	 */
	public record Listen(int firstPort, int lastPort, @Nullable String bindAddress,
			@Nullable String advertisedAddress) {

		/**
		 * Any free port at the address of the driver's node.
		 */
		public static final Listen ANYWHERE = new Listen(0, 0, null, null);

	}

	/**
	 * Settings of the workers.
	 *
	 * @param jvmOptions further options of their JVMs
	 * @param systemProperties names of system properties that they have from the
	 * application
	 * @param startTimeout how long a first worker may take to start
	 * @param leaseTerm how long one may be kept while it is busy, or zero if each call is
	 * to be a call of Ray
	 * @param logLevels levels by the names of loggers with which tasks log, {@code ROOT}
	 * for those of all others; or {@code null} if what tasks log remains where they run
	 */
	public record Worker(List<String> jvmOptions, List<String> systemProperties, Duration startTimeout,
			Duration leaseTerm, @Nullable Map<String, String> logLevels) {

	}

}
