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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.raytaskrunner.threads.DaemonThreads;
import io.github.raytaskrunner.threads.TimerThread;

/**
 * Clusters that stay for the next one who wants one with equal settings, or are shared
 * with whoever wants it meanwhile. One that nobody uses any more ends after a while,
 * sooner when one with other settings was started, and with this JVM at the latest.
 * <p>
 * Whoever uses a cluster cannot see that others do: each has a directory of its own there
 * and hears of its death.
 * <p>
 * Safe for use by several threads. Clusters with different settings are started and ended
 * independently of each other.
 */
public final class SharedClusters {

	private static final Duration IDLE_TIME = Duration.ofMinutes(5);

	/**
	 * Long enough for all runners of an application that was restarted with a changed
	 * setting for one of them.
	 */
	private static final Duration REPLACED_TIME = Duration.ofSeconds(30);

	private final Duration idleTime;

	private final Duration replacedTime;

	private final TimerThread timer;

	private final DaemonThreads threads;

	/**
	 * One for all equal settings that there were in this JVM, which are few.
	 */
	private final ConcurrentMap<RayClusters, ClusterSlot> slots = new ConcurrentHashMap<>();

	/**
	 * Create a new instance. A cluster that nobody uses ends after five minutes, or half
	 * a minute after one with other settings was started.
	 */
	public SharedClusters() {
		this(IDLE_TIME, REPLACED_TIME);
	}

	SharedClusters(Duration idleTime, Duration replacedTime) {
		this.idleTime = idleTime;
		this.replacedTime = replacedTime;
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

	private RayCluster use(RayClusters source, Duration timeout, Consumer<String> onDeath) {
		ClusterSlot slot = this.slots.computeIfAbsent(source, (settings) -> new ClusterSlot());
		return slot.use(onDeath, () -> start(source, slot, timeout));
	}

	private SharedCluster start(RayClusters source, ClusterSlot slot, Duration timeout) {
		SharedCluster cluster = outliving(() -> SharedCluster.start(source, timeout, (unused) -> unused(slot, unused)));
		unused(slot, cluster);
		this.slots.values()
			.stream()
			.filter((other) -> other != slot)
			.forEach((other) -> after(this.replacedTime, () -> other.endIfUnusedFor(this.replacedTime)));
		return cluster;
	}

	private void unused(ClusterSlot slot, SharedCluster cluster) {
		Duration idleTime = cluster.isAlive() ? this.idleTime : Duration.ZERO;
		after(idleTime, () -> slot.endIfUnusedFor(idleTime, cluster));
	}

	private void after(Duration delay, Runnable end) {
		this.timer.after(delay, () -> this.threads.newThread(end).start());
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
