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
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendInfo;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.Call;
import io.github.raytaskrunner.backend.Resources;
import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.backend.ray.cluster.ClusterInfo;
import io.github.raytaskrunner.backend.ray.cluster.RayInstallation;
import io.github.raytaskrunner.backend.ray.cluster.TemporaryCluster;
import io.github.raytaskrunner.backend.ray.code.ApplicationClassPath;
import io.github.raytaskrunner.backend.ray.code.CodePackages;
import io.github.raytaskrunner.backend.ray.code.DriverClassPath;
import io.github.raytaskrunner.backend.ray.code.DriverPackage;
import io.github.raytaskrunner.backend.ray.code.PackageStore;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import io.github.raytaskrunner.protocol.Welcome;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on a temporary Ray cluster, through a driver process.
 */
public final class RayBackend implements Backend {

	private static final Duration PACKAGE_RENEWAL_PERIOD = Duration.ofMinutes(4);

	private static final Duration FAILED_START_STOP_TIMEOUT = Duration.ofSeconds(2);

	private final RayInstallation installation;

	private final RaySettings settings;

	private final ClassLoader classLoader;

	/**
	 * What has been started, the latest first.
	 */
	private final Deque<Consumer<Duration>> stops = new ArrayDeque<>();

	private final AtomicBoolean over = new AtomicBoolean();

	private volatile @Nullable DriverClient client;

	private volatile Map<String, Double> largestAmounts = Map.of();

	/**
	 * Create a new backend.
	 * @param installation the Ray that runs the cluster
	 * @param settings the settings
	 * @param classLoader the class loader of the application
	 */
	public RayBackend(RayInstallation installation, RaySettings settings, ClassLoader classLoader) {
		this.installation = installation;
		this.settings = settings;
		this.classLoader = classLoader;
	}

	@Override
	public BackendInfo start(RayTaskRunner runner, BackendListener listener) {
		try {
			return startAll(listener);
		}
		catch (RuntimeException ex) {
			stop(FAILED_START_STOP_TIMEOUT);
			throw ex;
		}
	}

	private BackendInfo startAll(BackendListener listener) {
		Consumer<String> onLost = (reason) -> {
			if (this.over.compareAndSet(false, true)) {
				listener.disconnected(reason);
			}
		};
		TemporaryCluster cluster = TemporaryCluster.start(this.installation, this.settings.initArguments(),
				this.settings.javaHome(), this.settings.driver().startTimeout(), onLost);
		onStop((timeout) -> cluster.close());
		ClusterInfo info = cluster.info();
		DashboardClient dashboard = new DashboardClient(info.dashboard(), () -> token(info));
		onStop((timeout) -> dashboard.close());
		PackageStore packages = new PackageStore(dashboard, PACKAGE_RENEWAL_PERIOD);
		onStop((timeout) -> packages.close());
		ApplicationClassPath classPath = ApplicationClassPath.of(this.classLoader);
		Path directory = newDirectory(cluster.directory().resolve("packages"));
		CodePackages code = CodePackages.build(classPath, directory);
		packages.store(code.packages());
		DriverSecret secret = DriverSecret.random();
		LaunchedDriver driver = launcher(cluster, dashboard, packages, DriverClassPath.of(classPath))
			.launch(new DriverSpec(secret.sha256(), info.nodeIp(), 0, this.settings.driver().lease(),
					DriverJvmOptions.of(this.settings, info, code.uris()), this.settings.driver().startTimeout()));
		onStop(driver::stop);
		DriverClient client = attach(driver, secret, listener, onLost);
		this.client = client;
		Welcome welcome = hello(client, info);
		this.largestAmounts = welcome.getLargestAmountsMap();
		return new BackendInfo("ray-" + info.rayVersion(),
				"temporary Ray " + info.rayVersion() + " cluster, driver as "
						+ ((this.settings.launch() == DriverLaunch.JOB) ? "Ray job" : "child process"),
				welcome.getSlots(), welcome.getNodes(), info.dashboard().toString());
	}

	private DriverLauncher launcher(TemporaryCluster cluster, DashboardClient dashboard, PackageStore packages,
			DriverClassPath driverClassPath) {
		Path directory = newDirectory(cluster.directory().resolve("driver"));
		return switch (this.settings.launch()) {
			case CHILD -> {
				List<Path> classPath = new ArrayList<>(driverClassPath.materialize(directory));
				classPath.add(cluster.info().rayDistJar());
				yield new ChildDriverLauncher(this.settings.javaHome(), classPath, cluster.environment(), directory);
			}
			case JOB -> {
				DriverPackage driverPackage = driverClassPath.buildPackage(directory);
				packages.store(List.of(driverPackage.codePackage()));
				yield new JobDriverLauncher(dashboard, driverPackage, this.settings.applicationName());
			}
		};
	}

	private DriverClient attach(LaunchedDriver driver, DriverSecret secret, BackendListener listener,
			Consumer<String> onLost) {
		DriverChannel channel = new DriverChannel(driver.endpoint(), secret);
		DriverClient client = new DriverClient(channel, this.settings.driver().lease(), driver::hasEnded, listener,
				(cause) -> onLost.accept(
						"The connection to the driver broke (" + cause.getMessage() + "): " + driver.describeEnd()));
		onStop((timeout) -> client.close());
		return client;
	}

	private Welcome hello(DriverClient client, ClusterInfo info) {
		try {
			return client.hello(this.settings.worker().startTimeout());
		}
		catch (DriverException ex) {
			List<String> output = WorkerOutput.lastLines(info.logDirectory());
			throw new DriverException("The Ray cluster runs no tasks: " + ex.getMessage()
					+ (output.isEmpty() ? ". " : ". Its workers printed:\n  " + String.join("\n  ", output) + "\n")
					+ "See ray.worker.jvm-options and ray.worker.start-timeout. Ray's logs were in "
					+ info.logDirectory() + " until the cluster was removed", ex);
		}
	}

	@Override
	public void run(Call call) {
		client().run(call);
	}

	@Override
	public @Nullable String missing(Resources resources) {
		Map<String, Double> largest = this.largestAmounts;
		return resources.amounts()
			.entrySet()
			.stream()
			.filter((amount) -> amount.getValue() > largest.getOrDefault(amount.getKey(), 0.0))
			.map((amount) -> "no node has " + amount.getValue() + " of the resource '" + amount.getKey()
					+ "'; the most that one has is " + largest.getOrDefault(amount.getKey(), 0.0))
			.findFirst()
			.orElse(null);
	}

	@Override
	public void cancel(long attempt) {
		client().cancel(attempt);
	}

	@Override
	public void put(long attempt, byte[] value) {
		client().put(attempt, value);
	}

	@Override
	public CompletableFuture<byte[]> fetch(long attempt) {
		return client().fetch(attempt);
	}

	@Override
	public void release(long attempt) {
		client().release(attempt);
	}

	@Override
	public void stop(Duration timeout) {
		this.over.set(true);
		while (true) {
			Consumer<Duration> stop;
			synchronized (this.stops) {
				stop = this.stops.poll();
			}
			if (stop == null) {
				return;
			}
			stop.accept(timeout);
		}
	}

	private void onStop(Consumer<Duration> stop) {
		synchronized (this.stops) {
			this.stops.push(stop);
		}
	}

	private DriverClient client() {
		DriverClient client = this.client;
		if (client == null) {
			throw new IllegalStateException("The backend is not started");
		}
		return client;
	}

	private static @Nullable String token(ClusterInfo info) {
		try {
			return (info.tokenFile() != null) ? Files.readString(info.tokenFile()).strip() : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read the cluster's token", ex);
		}
	}

	private static Path newDirectory(Path directory) {
		try {
			return Files.createDirectory(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot create " + directory, ex);
		}
	}

}
