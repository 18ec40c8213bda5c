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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.raytaskrunner.threads.DaemonThreads;
import io.github.raytaskrunner.threads.TimerThread;

/**
 * Clusters that stay for the next one who wants one with equal settings, or are shared
 * with whoever wants it meanwhile. One that nobody uses any more ends after a while, when
 * one with other settings is started, and with this JVM at the latest.
 * <p>
 * Whoever uses a cluster cannot see that others do: each has a directory of its own there
 * and hears of its death.
 * <p>
 * Safe for use by several threads. Clusters are started and ended one after another.
 */
public final class SharedClusters {

	private static final Duration IDLE_TIME = Duration.ofMinutes(5);

	private final Duration idleTime;

	private final TimerThread timer;

	private final DaemonThreads threads;

	/**
	 * Guarded by this.
	 */
	private final List<SharedCluster> clusters = new ArrayList<>();

	/**
	 * Create a new instance. A cluster that nobody uses ends after five minutes.
	 */
	public SharedClusters() {
		this(IDLE_TIME);
	}

	SharedClusters(Duration idleTime) {
		this.idleTime = idleTime;
		this.timer = outliving(() -> new TimerThread("ray-idle"));
		this.threads = outliving(() -> new DaemonThreads("ray-end"));
	}

	/**
	 * Share clusters.
	 * @param clusters where they come from if there is none; equal to another if so are
	 * the settings
	 * @return where the shared ones come from
	 */
	public RayClusters of(RayClusters clusters) {
		return (timeout, onDeath) -> use(clusters, timeout, onDeath);
	}

	private synchronized RayCluster use(RayClusters source, Duration timeout, Consumer<String> onDeath) {
		return running(source).orElseGet(() -> start(source, timeout)).use(onDeath);
	}

	private Optional<SharedCluster> running(RayClusters source) {
		return this.clusters.stream().filter((cluster) -> cluster.is(source) && cluster.isUsable()).findFirst();
	}

	private SharedCluster start(RayClusters source, Duration timeout) {
		List.copyOf(this.clusters).forEach((other) -> endIfUnusedFor(Duration.ZERO, other));
		SharedCluster cluster = outliving(() -> SharedCluster.start(source, timeout, this::unused));
		this.clusters.add(cluster);
		unused(cluster);
		return cluster;
	}

	private void unused(SharedCluster cluster) {
		Duration idleTime = cluster.isAlive() ? this.idleTime : Duration.ZERO;
		this.timer.after(idleTime, () -> this.threads.newThread(() -> endIfUnusedFor(idleTime, cluster)).start());
	}

	private synchronized void endIfUnusedFor(Duration idleTime, SharedCluster cluster) {
		if (cluster.isUnusedFor(idleTime) && this.clusters.remove(cluster)) {
			cluster.end();
		}
	}

	/**
	 * Make something whose threads do not hold on to the class loader of the application
	 * that happens to be the first to need it.
	 */
	private static <T> T outliving(Supplier<T> supplier) {
		Thread thread = Thread.currentThread();
		ClassLoader classLoader = thread.getContextClassLoader();
		thread.setContextClassLoader(SharedClusters.class.getClassLoader());
		try {
			return supplier.get();
		}
		finally {
			thread.setContextClassLoader(classLoader);
		}
	}

}
