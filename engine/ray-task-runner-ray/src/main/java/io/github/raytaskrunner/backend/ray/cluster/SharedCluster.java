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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.raytaskrunner.backend.ray.dashboard.DashboardException;

/**
 * A running cluster with those who use it. Safe for use by several threads.
 */
final class SharedCluster {

	private final RayCluster cluster;

	private final CompletableFuture<String> death;

	private final Consumer<SharedCluster> onUnused;

	private final Set<ClusterUse> uses = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile long unusedSince = System.nanoTime();

	private SharedCluster(RayCluster cluster, CompletableFuture<String> death, Consumer<SharedCluster> onUnused) {
		this.cluster = cluster;
		this.death = death;
		this.onUnused = onUnused;
	}

	/**
	 * Start a cluster.
	 * @param source where it comes from
	 * @param timeout longest time to wait for the start
	 * @param onUnused called when nobody uses the cluster any more, or nobody does and it
	 * dies
	 */
	static SharedCluster start(RayClusters source, Duration timeout, Consumer<SharedCluster> onUnused) {
		CompletableFuture<String> death = new CompletableFuture<>();
		SharedCluster cluster = new SharedCluster(source.open(timeout, death::complete), death, onUnused);
		death.thenAccept(cluster::died);
		return cluster;
	}

	boolean isAlive() {
		return !this.death.isDone();
	}

	/**
	 * Return whether the cluster can be used: it was not ended, it lives, and its
	 * dashboard answers, whose death alone nobody hears of.
	 */
	boolean isUsable() {
		try {
			return !this.ended.get() && isAlive() && !this.cluster.dashboard().version().isEmpty();
		}
		catch (DashboardException ex) {
			return false;
		}
	}

	boolean isUnusedFor(Duration time) {
		return this.uses.isEmpty() && System.nanoTime() - this.unusedSince >= time.toNanos();
	}

	/**
	 * Add somebody who uses the cluster, until what is returned is closed.
	 * @param onDeath called at most once, with a reason for people, if the cluster has
	 * died or dies before that
	 */
	RayCluster use(Consumer<String> onDeath) {
		ClusterUse use = new ClusterUse(this.cluster, newDirectory(), onDeath, this::left);
		this.uses.add(use);
		if (!isAlive()) {
			use.died(this.death.join());
		}
		return use;
	}

	private Path newDirectory() {
		try {
			return Files.createTempDirectory(this.cluster.directory(), "use-");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot create a directory in " + this.cluster.directory(), ex);
		}
	}

	private void died(String reason) {
		this.uses.forEach((use) -> use.died(reason));
		if (this.uses.isEmpty()) {
			this.onUnused.accept(this);
		}
	}

	private void left(ClusterUse use) {
		this.uses.remove(use);
		if (this.uses.isEmpty()) {
			this.unusedSince = System.nanoTime();
			this.onUnused.accept(this);
		}
	}

	/**
	 * End the cluster, unless that was done before. Returns when nothing is left, or
	 * after some seconds.
	 */
	void end() {
		if (this.ended.compareAndSet(false, true)) {
			this.cluster.close();
		}
	}

}
