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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.backend.ray.cluster.LocalNode;
import io.github.raytaskrunner.backend.ray.cluster.RayCluster;
import io.github.raytaskrunner.backend.ray.code.DriverClassPath;
import io.github.raytaskrunner.backend.ray.code.DriverPackage;
import io.github.raytaskrunner.backend.ray.code.PackageStore;
import io.github.raytaskrunner.launch.DriverEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Where the driver for a cluster runs: here as a child process, beside a node of the
 * cluster, or as a Ray job somewhere on the cluster.
 */
final class DriverPlacement {

	private static final int REACH_TIMEOUT_MILLIS = 10_000;

	private final RaySettings settings;

	private final RayCluster cluster;

	/**
	 * The node that a child process uses, or {@code null} for a Ray job.
	 */
	private final @Nullable LocalNode node;

	private DriverPlacement(RaySettings settings, RayCluster cluster, @Nullable LocalNode node) {
		this.settings = settings;
		this.cluster = cluster;
		this.node = node;
	}

	/**
	 * Decide where the driver runs.
	 * @param settings settings that may demand one or the other
	 * @param cluster the cluster
	 * @throws BackendUnavailableException if the driver cannot run where it has to
	 */
	static DriverPlacement of(RaySettings settings, RayCluster cluster) {
		LocalNode node = cluster.localNode();
		if (settings.launch() == DriverLaunch.CHILD && node == null) {
			throw new BackendUnavailableException(
					"The property 'ray.driver.launch' is 'child', but this machine runs no node of the "
							+ cluster.description()
							+ " that belongs to this user and offers Java, or 'ray.address' does not tell",
					"Set 'ray.address' to the cluster's global control store (host:6379) or to 'auto', or leave "
							+ "'ray.driver.launch' out, so that the driver runs as a Ray job on the cluster.",
					null);
		}
		return new DriverPlacement(settings, cluster, (settings.launch() != DriverLaunch.JOB) ? node : null);
	}

	private boolean isJob() {
		return this.node == null;
	}

	/**
	 * Return what launches the driver there, with its code in place.
	 * @param classPath the driver's class path
	 * @param packages brings it into the cluster if it is needed there
	 * @param directory an empty directory for it
	 */
	DriverLauncher launcher(DriverClassPath classPath, PackageStore packages, Path directory) {
		if (this.node != null) {
			List<Path> files = new ArrayList<>(classPath.materialize(directory));
			files.add(this.node.rayDistJar());
			return new ChildDriverLauncher(this.settings.javaHome(), files, this.node, directory);
		}
		DriverPackage driverPackage = classPath.buildPackage(directory);
		packages.store(List.of(driverPackage.codePackage()));
		return new JobDriverLauncher(this.cluster.dashboard(), driverPackage, this.settings.applicationName());
	}

	/**
	 * Return where a driver there is reached from here, and check that somebody listens
	 * unless it runs here.
	 * @param endpoint where the driver says that it listens
	 * @throws BackendUnavailableException if nobody listens, as seen from here
	 */
	DriverEndpoint asSeenFromHere(DriverEndpoint endpoint) {
		String advertised = this.settings.driver().listen().advertisedAddress();
		DriverEndpoint seen = (advertised != null) ? new DriverEndpoint(advertised, endpoint.port()) : endpoint;
		if (isJob()) {
			requireReachable(seen);
		}
		return seen;
	}

	private static void requireReachable(DriverEndpoint endpoint) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), REACH_TIMEOUT_MILLIS);
		}
		catch (IOException ex) {
			throw new BackendUnavailableException(
					"The driver runs on the cluster and listens on " + endpoint
							+ ", but cannot be reached there from this application: " + ex.getMessage(),
					"Set 'ray.driver.port' to a port, or a range of ports, that is open from this application to the "
							+ "cluster's nodes, and 'ray.driver.advertised-address' if they have another address "
							+ "from here.",
					ex);
		}
	}

	@Override
	public String toString() {
		return isJob() ? "Ray job" : "child process";
	}

}
