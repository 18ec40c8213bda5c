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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.Demands;
import io.github.raytaskrunner.backend.ray.cluster.RayCluster;
import io.github.raytaskrunner.backend.ray.cluster.RayClusters;
import io.github.raytaskrunner.backend.ray.code.ApplicationClassPath;
import io.github.raytaskrunner.backend.ray.code.CodePackages;
import io.github.raytaskrunner.backend.ray.code.DriverClassPath;
import io.github.raytaskrunner.backend.ray.code.PackageStore;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.protocol.Capacity;
import io.github.raytaskrunner.protocol.Welcome;
import io.github.raytaskrunner.waiting.Deadline;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with a driver of this application: from both being there to one of them being
 * gone. It is opened once and closed once.
 */
final class RayConnection {

	private static final Log logger = LogFactory.getLog(RayConnection.class);

	private static final Duration FAILED_OPEN_CLOSE_TIMEOUT = Duration.ofSeconds(2);

	private final RaySettings settings;

	private final RayCluster cluster;

	private final DriverPlacement placement;

	/**
	 * What has been opened, the latest first.
	 */
	private final Deque<Consumer<Duration>> closes = new ArrayDeque<>();

	private final CompletableFuture<String> lost;

	private final DriverClient client;

	private RayConnection(RaySettings settings, byte[] runnerSettings, ClassLoader classLoader, RayCluster cluster,
			CompletableFuture<String> lost, BackendListener listener) {
		this.settings = settings;
		this.cluster = cluster;
		this.lost = lost;
		onClose((timeout) -> cluster.close());
		try {
			this.placement = DriverPlacement.of(settings, cluster);
			PackageStore packages = new PackageStore(cluster.dashboard(), settings.driver().packageRenewalPeriod());
			onClose((timeout) -> packages.close());
			ApplicationClassPath classPath = ApplicationClassPath.of(classLoader);
			DriverSecret secret = DriverSecret.random();
			RayJobProperties job = RayJobProperties.of(settings, runnerSettings, fixedCluster(), cluster.cpusPerNode());
			DriverLauncher launcher = this.placement.launcher(DriverClassPath.of(classPath), packages,
					newDirectory("driver"));
			Path directory = newDirectory("packages");
			Future<CodePackages> code = packages.store(() -> CodePackages.build(classPath, directory));
			LaunchedDriver driver = launcher.launch(DriverSpec.of(settings, secret));
			onClose(driver::stop);
			this.client = attach(driver, secret, listener);
			hello(driver, classPath.javaVersion(), job.withCode(PackageStore.await(code).uris()));
		}
		catch (RuntimeException | Error ex) {
			close(FAILED_OPEN_CLOSE_TIMEOUT);
			throw ex;
		}
	}

	/**
	 * Open a connection, and wait until the cluster runs tasks.
	 * @param clusters where the cluster comes from
	 * @param settings the settings
	 * @param runnerSettings the serialized settings of the runner, for tasks that submit
	 * tasks
	 * @param classLoader the class loader of the application
	 * @param listener told about attempts
	 * @throws io.github.raytaskrunner.RayTaskRunnerException if that fails; nothing is
	 * left behind then
	 */
	static RayConnection open(RayClusters clusters, RaySettings settings, byte[] runnerSettings,
			ClassLoader classLoader, BackendListener listener) {
		CompletableFuture<String> lost = new CompletableFuture<>();
		RayCluster cluster = clusters.open(settings.driver().startTimeout(), lost::complete);
		return new RayConnection(settings, runnerSettings, classLoader, cluster, lost, listener);
	}

	private DriverClient attach(LaunchedDriver driver, DriverSecret secret, BackendListener listener) {
		DriverEndpoint endpoint = this.placement.asSeenFromHere(driver.endpoint());
		DriverSockets sockets = new DriverSockets(endpoint, this.settings.driver().tls());
		DriverClient client = new DriverClient(sockets, secret, this.settings.driver().lease(), driver::hasEnded,
				listener, (cause) -> this.lost.complete(
						"The connection to the driver broke (" + cause.getMessage() + "): " + driver.describeEnd()));
		onClose((timeout) -> client.close());
		return client;
	}

	private void hello(LaunchedDriver driver, int javaVersion, Map<String, String> rayProperties) {
		try {
			Welcome welcome = this.client.hello(rayProperties, this.settings.driver().startTimeout(), javaVersion,
					this.settings.worker().startTimeout());
			logger.debug("Workers run on Java " + welcome.getWorkerJavaVersion());
		}
		catch (StartFailedException ex) {
			List<String> output = this.cluster.workerOutput();
			throw new BackendUnavailableException(
					"The Ray cluster runs no tasks: " + ex.getMessage()
							+ (output.isEmpty() ? ""
									: ". Its workers printed:\n  " + String.join("\n  ", output) + "\n"),
					"Every node that has CPUs needs a Java runtime for the application's classes. See also the properties "
							+ "'ray.worker.jvm-options' and 'ray.worker.start-timeout'. " + this.cluster.whereLogsAre()
							+ ".",
					ex);
		}
		catch (DriverException ex) {
			throw new DriverException(ex.getMessage() + ": " + driver.describeEnd(), ex);
		}
	}

	DriverClient client() {
		return this.client;
	}

	BackendInfo info() {
		return new BackendInfo("ray-" + this.cluster.rayVersion(),
				this.cluster.description() + ", driver as " + this.placement, this.client.capacity().getSlots(),
				this.client.capacity().getNodes(), this.cluster.dashboard().address());
	}

	/**
	 * Check whether calls that occupy some resources can ever run on the cluster.
	 * @param resources the resources
	 * @return what is missing for now, or {@code null}
	 * @throws IllegalArgumentException if the cluster cannot grow and lacks some
	 */
	@Nullable String missing(Resources resources) {
		Capacity capacity = this.client.capacity();
		return Demands.missing(resources, capacity.getNodes(), (name) -> capacity.getLargestAmountsOrDefault(name, 0),
				fixedCluster());
	}

	/**
	 * Return the description of the cluster if it cannot grow, or {@code null} if it can.
	 */
	private @Nullable String fixedCluster() {
		return this.cluster.canGrow() ? null : this.cluster.description();
	}

	/**
	 * Return a future of the reason why this connection is of no use any more.
	 */
	CompletableFuture<String> lost() {
		return this.lost;
	}

	/**
	 * Close the connection with everything that was started for it.
	 * @param timeout longest time to wait for the driver to end on its own
	 */
	void close(Duration timeout) {
		Deadline deadline = new Deadline(timeout);
		while (true) {
			Consumer<Duration> close;
			synchronized (this.closes) {
				close = this.closes.poll();
			}
			if (close == null) {
				return;
			}
			close(close, deadline);
		}
	}

	private static void close(Consumer<Duration> close, Deadline deadline) {
		try {
			close.accept(deadline.remaining());
		}
		catch (RuntimeException ex) {
			// what was opened before has to be closed all the same, the cluster above all
			logger.warn("A part of the connection to Ray did not close cleanly", ex);
		}
	}

	private void onClose(Consumer<Duration> close) {
		synchronized (this.closes) {
			this.closes.push(close);
		}
	}

	private Path newDirectory(String name) {
		Path directory = this.cluster.directory().resolve(name);
		try {
			return Files.createDirectory(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot create " + directory, ex);
		}
	}

}
