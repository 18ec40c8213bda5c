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

package io.github.raytaskrunner.backend.ray.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.raytaskrunner.RayTaskRunnerException;
import io.github.raytaskrunner.backend.Waits;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import org.jspecify.annotations.Nullable;

/**
 * A Ray cluster of one node that lives as long as this object, and no longer than this
 * JVM. It listens on loopback only and asks for a token where Ray knows tokens.
 * <p>
 * The cluster is owned by a process of its own ({@link ClusterOwner}), which ends it when
 * this object is closed, and when this JVM ends in whatever way.
 * <p>
 * Safe for use by several threads.
 */
public final class TemporaryCluster implements RayCluster {

	private final RayInstallation installation;

	private final ClusterDirectory directory;

	private final ClusterOwner owner;

	private final Consumer<String> onDeath;

	private final CompletableFuture<ClusterInfo> starting = new CompletableFuture<>();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Object closing = new Object();

	private volatile @Nullable DashboardClient dashboard;

	private TemporaryCluster(RayInstallation installation, ClusterDirectory directory, Process owner,
			Consumer<String> onDeath) {
		this.installation = installation;
		this.directory = directory;
		this.onDeath = onDeath;
		this.owner = new ClusterOwner(owner, this::handle, this::ownerEnded);
	}

	/**
	 * Start a cluster and wait until it can run tasks.
	 * @param installation the Ray to start
	 * @param initArguments arguments of {@code ray.init} by their Python names, such as
	 * {@code num_cpus}; Ray itself checks them
	 * @param javaHome the Java that runs the cluster's Java workers
	 * @param timeout longest time to wait for the start
	 * @param onDeath called at most once, with a reason for people, when the cluster dies
	 * before it is {@linkplain #close() closed}; by a thread of the cluster, possibly
	 * before this method returns
	 * @return the running cluster
	 * @throws ClusterStartException if the cluster does not start; nothing is left behind
	 * then
	 */
	public static TemporaryCluster start(RayInstallation installation, Map<String, Object> initArguments, Path javaHome,
			Duration timeout, Consumer<String> onDeath) {
		TemporaryCluster cluster = launch(installation, javaHome, onDeath);
		try {
			cluster.owner.init(cluster.directory(), initArguments);
			cluster.awaitStart(timeout);
			RayVersion.parse(cluster.rayVersion()).requireSupported("The installation of " + installation.python());
			cluster.openDashboard();
			return cluster;
		}
		catch (RuntimeException | Error ex) {
			cluster.close();
			throw ex;
		}
	}

	private static TemporaryCluster launch(RayInstallation installation, Path javaHome, Consumer<String> onDeath) {
		try {
			ClusterDirectory directory = ClusterDirectory.create();
			try {
				directory.fill();
				return new TemporaryCluster(installation, directory,
						ClusterOwner.launch(installation.python(), directory, javaHome), onDeath);
			}
			catch (IOException ex) {
				directory.delete();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new ClusterStartException(
					"Cannot start a temporary Ray cluster with %s: %s".formatted(installation.python(), ex), ex);
		}
	}

	private void awaitStart(Duration timeout) {
		try {
			Waits.get(this.starting, timeout, "the temporary Ray cluster of " + this.installation.python());
		}
		catch (TimeoutException ex) {
			throw new ClusterStartException(describeFailure("is not up after " + timeout) + logTail());
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RayTaskRunnerException failure) {
				throw failure;
			}
			throw new ClusterStartException(describeFailure("did not start"), ex.getCause());
		}
	}

	private void openDashboard() {
		ClusterInfo info = info();
		this.dashboard = new DashboardClient(info.dashboard(), new ClusterToken(null, info.tokenFile()));
	}

	/**
	 * Return what the cluster told of itself when it had started.
	 * @return its version, addresses and folders
	 */
	public ClusterInfo info() {
		return this.starting.join();
	}

	@Override
	public String description() {
		return "temporary Ray " + rayVersion() + " cluster";
	}

	@Override
	public String rayVersion() {
		return info().rayVersion();
	}

	@Override
	public DashboardClient dashboard() {
		return Objects.requireNonNull(this.dashboard, "not started");
	}

	@Override
	public LocalNode localNode() {
		ClusterInfo info = info();
		return new LocalNode(info.gcsAddress(), info.nodeIp(), info.rayDistJar(), info.sessionDirectory(),
				ClusterEnvironment.forDriver(info));
	}

	@Override
	public int cpusPerNode() {
		return info().cpus();
	}

	@Override
	public boolean canGrow() {
		return false;
	}

	@Override
	public Path directory() {
		return this.directory.path();
	}

	@Override
	public List<String> workerOutput() {
		return WorkerOutput.lastLines(info().logDirectory());
	}

	@Override
	public String whereLogsAre() {
		return "Ray's logs were in " + info().logDirectory() + " until the cluster was removed";
	}

	/**
	 * End the cluster with everything that runs on it, and remove its directory. Returns
	 * when nothing is left, or after some seconds. Does nothing if it is closed already.
	 */
	@Override
	public void close() {
		this.ended.set(true);
		synchronized (this.closing) {
			DashboardClient dashboard = this.dashboard;
			if (dashboard != null) {
				dashboard.close();
			}
			this.owner.close();
			deleteDirectory();
		}
	}

	private void deleteDirectory() {
		try {
			this.directory.delete();
		}
		catch (IOException ex) {
			// left to whoever cleans the folder for temporary files
		}
	}

	private void ownerEnded(@Nullable Exception failure) {
		if (failure != null) {
			this.starting.completeExceptionally(failure);
		}
		die("the process that owns it (pid %d) ended unexpectedly".formatted(this.owner.pid()));
	}

	private void handle(OwnerEvent event) {
		switch (event.name()) {
			case "started" -> this.starting.complete(info(event));
			case "failed" -> this.starting.completeExceptionally(new ClusterStartException(
					describeFailure("did not start: %s: %s".formatted(event.get("type"), event.get("message")))));
			case "died" -> die(describeDeath(event));
			default -> {
			}
		}
	}

	private ClusterInfo info(OwnerEvent event) {
		Path tokenFile = Boolean.parseBoolean(event.get("token")) ? this.directory.token() : null;
		return new ClusterInfo(event.get("version"), event.get("gcs"), event.get("node"),
				URI.create("http://" + event.get("dashboard")), Path.of(event.get("jar")),
				Path.of(event.get("session")), Path.of(event.get("logs")), tokenFile,
				Integer.parseInt(event.get("cpus")));
	}

	private void die(String reason) {
		if (this.starting
			.completeExceptionally(new ClusterStartException(describeFailure("did not start: " + reason) + logTail()))
				|| this.starting.isCompletedExceptionally()) {
			return;
		}
		if (this.ended.compareAndSet(false, true)) {
			this.onDeath
				.accept("The temporary Ray cluster is gone: %s, logs: %s".formatted(reason, info().logDirectory()));
		}
	}

	private String describeDeath(OwnerEvent event) {
		String how = "died";
		if (event.find("signal") != null) {
			how = "was ended by signal " + event.find("signal");
		}
		else if (event.find("code") != null) {
			how = "ended with exit code " + event.find("code");
		}
		return "Ray's %s (pid %s) %s".formatted(event.get("process"), event.get("pid"), how);
	}

	private String describeFailure(String failure) {
		return "The temporary Ray cluster of %s %s".formatted(this.installation.python(), failure);
	}

	private String logTail() {
		String tail = this.directory.logTail();
		return tail.isEmpty() ? "" : ". The last it said:\n" + tail;
	}

}
