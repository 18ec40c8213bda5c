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

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.ClusterFigures;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskRunnerException;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.backend.Waits;
import io.github.raytaskrunner.backend.ray.RaySettings.Startup;
import io.github.raytaskrunner.backend.ray.cluster.RayClusters;
import io.github.raytaskrunner.launch.SettingsVariable;
import io.github.raytaskrunner.threads.DaemonThreads;
import io.github.raytaskrunner.waiting.Deadline;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Runs calls on a Ray cluster, through a driver process. When the cluster or the driver
 * is gone, it tries until it has a new one.
 */
public final class RayBackend implements Backend {

	private static final Log logger = LogFactory.getLog(RayBackend.class);

	private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

	private static final Duration MAX_DELAY = Duration.ofSeconds(30);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

	private final RayClusters clusters;

	private final String startsBy;

	private final RaySettings settings;

	private final ClassLoader classLoader;

	private final ExecutorService executor = Executors.newSingleThreadExecutor(new DaemonThreads("ray-reconnect"));

	private volatile byte[] runnerSettings = new byte[0];

	private volatile @Nullable RayConnection connection;

	/**
	 * What was exchanged over connections of before. Guarded by this.
	 */
	private ClusterFigures before = ClusterFigures.NONE;

	private volatile boolean stopped;

	/**
	 * Create a new backend.
	 * @param clusters where its cluster comes from
	 * @param startsBy what a start does, as the end of a sentence
	 * @param settings the settings
	 * @param classLoader the class loader of the application
	 */
	public RayBackend(RayClusters clusters, String startsBy, RaySettings settings, ClassLoader classLoader) {
		this.clusters = clusters;
		this.startsBy = startsBy;
		this.settings = settings;
		this.classLoader = classLoader;
	}

	@Override
	public String startsBy() {
		return this.startsBy;
	}

	@Override
	public BackendInfo start(RayTaskRunner runner, byte[] settings, BackendListener listener) {
		this.runnerSettings = fitting(settings);
		if (this.settings.startup() == Startup.BACKGROUND) {
			listener.disconnected("Ray has not been reached yet");
			this.executor.execute(() -> connectAtLast(listener));
			return new BackendInfo("ray", "Ray, to be reached in the background", 0, 0, null);
		}
		try {
			return connect(listener, DriverClient::requireFitNodes);
		}
		catch (RuntimeException | Error ex) {
			synchronized (this) {
				this.stopped = true;
			}
			this.executor.shutdownNow();
			throw ex;
		}
	}

	private static byte[] fitting(byte[] settings) {
		try {
			SettingsVariable.write(settings);
			return settings;
		}
		catch (IllegalArgumentException ex) {
			throw new BackendUnavailableException(String.valueOf(ex.getMessage()),
					"The settings are what 'ray.runner.*' and 'ray.profiles.*' say and, where beans travel, arguments, "
							+ "profiles and properties of the application.",
					ex);
		}
	}

	private BackendInfo connect(BackendListener listener, Consumer<DriverClient> check) {
		RayConnection connection = open(listener);
		try {
			check.accept(connection.client());
		}
		catch (RuntimeException ex) {
			connection.close(CLOSE_TIMEOUT);
			throw ex;
		}
		if (!use(connection)) {
			connection.close(CLOSE_TIMEOUT);
			throw new IllegalStateException("Stopped while the connection was opened");
		}
		connection.lost().thenAccept((reason) -> lost(connection, reason, listener));
		return connection.info();
	}

	private RayConnection open(BackendListener listener) {
		try {
			return RayConnection.open(this.clusters, this.settings, this.runnerSettings, this.classLoader, listener);
		}
		catch (UncheckedIOException ex) {
			throw new BackendUnavailableException(ex.getMessage() + ": " + ex.getCause(),
					"Check what this names, that there is room on the disk, and that this user may write to the folder "
							+ "for temporary files ('java.io.tmpdir').",
					ex);
		}
	}

	private synchronized boolean use(RayConnection connection) {
		if (!this.stopped) {
			this.connection = connection;
		}
		return !this.stopped;
	}

	private void lost(RayConnection connection, String reason, BackendListener listener) {
		try {
			this.executor.execute(() -> reconnect(connection, reason, listener));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Stopped already: " + reason);
		}
	}

	private void reconnect(RayConnection lost, String reason, BackendListener listener) {
		if (this.stopped || lost != this.connection) {
			return;
		}
		// from then on nothing more is asked of the connection
		listener.disconnected(reason);
		closeConnection(CLOSE_TIMEOUT);
		connectAtLast(listener);
	}

	private void connectAtLast(BackendListener listener) {
		BackOffExecution delays = delays();
		String lastFailure = null;
		while (!this.stopped) {
			try {
				listener.connected(connect(listener, DriverClient::warnOfUnfitNodes));
				return;
			}
			// whatever it is, nobody else would try again
			catch (Throwable ex) {
				String failure = describe(ex);
				if (!this.stopped && !failure.equals(lastFailure)) {
					listener.connectFailed(failure);
					logger.warn("No connection to Ray yet, trying again: " + failure);
				}
				lastFailure = failure;
				closeConnection(CLOSE_TIMEOUT);
			}
			pause(delays.nextBackOff());
		}
	}

	private static String describe(Throwable ex) {
		return (ex instanceof RayTaskRunnerException) ? String.valueOf(ex.getMessage()) : ex.toString();
	}

	private static BackOffExecution delays() {
		ExponentialBackOff backOff = new ExponentialBackOff(FIRST_DELAY.toMillis(), 2);
		backOff.setMaxInterval(MAX_DELAY.toMillis());
		return backOff.start();
	}

	private static void pause(long millis) {
		// an interrupt means that this backend is stopped
		Waits.await(() -> {
			TimeUnit.MILLISECONDS.sleep(millis);
			return true;
		});
	}

	@Override
	public boolean isHeard() {
		RayConnection connection = this.connection;
		// without one, attempts are ended otherwise
		return connection == null || connection.client().isHeard();
	}

	@Override
	public void run(Call call) {
		ifConnected((client) -> client.run(call));
	}

	@Override
	public @Nullable String missing(Resources resources) {
		RayConnection connection = this.connection;
		return (connection != null) ? connection.missing(resources) : null;
	}

	@Override
	public synchronized Optional<ClusterFigures> cluster() {
		return Optional.of(cluster(this.connection));
	}

	private ClusterFigures cluster(@Nullable RayConnection connection) {
		return (connection != null) ? this.before.plus(connection.client().figures()) : this.before;
	}

	@Override
	public void cancel(long attempt) {
		ifConnected((client) -> client.cancel(attempt));
	}

	@Override
	public void takeBack(long attempt) {
		ifConnected((client) -> client.takeBack(attempt));
	}

	@Override
	public void awaitRoomForValue() throws InterruptedException {
		RayConnection connection = this.connection;
		if (connection != null) {
			connection.client().awaitRoomForValue();
		}
	}

	@Override
	public void put(long attempt, byte[] value) {
		ifConnected((client) -> client.put(attempt, value));
	}

	@Override
	public CompletableFuture<byte[]> fetch(long attempt) {
		RayConnection connection = this.connection;
		return (connection != null) ? connection.client().fetch(attempt)
				: CompletableFuture.failedFuture(new ValueLostException("there is no connection to Ray"));
	}

	@Override
	public void release(List<Long> attempts) {
		ifConnected((client) -> client.release(attempts));
	}

	@Override
	public void stop(Duration timeout) {
		synchronized (this) {
			this.stopped = true;
		}
		this.executor.shutdownNow();
		Deadline deadline = new Deadline(timeout);
		if (!Waits.await(() -> this.executor.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS))) {
			logger.warn("A new connection to Ray is still being opened, and will be closed then");
		}
		closeConnection(deadline.remaining());
	}

	private void closeConnection(Duration timeout) {
		RayConnection connection;
		synchronized (this) {
			connection = this.connection;
			this.before = cluster(connection).withoutResources();
			this.connection = null;
		}
		if (connection != null) {
			connection.close(timeout);
		}
	}

	/**
	 * Do something unless the connection is lost: whoever asks may not have heard of
	 * that.
	 */
	private void ifConnected(Consumer<DriverClient> action) {
		RayConnection connection = this.connection;
		if (connection != null) {
			action.accept(connection.client());
		}
	}

}
