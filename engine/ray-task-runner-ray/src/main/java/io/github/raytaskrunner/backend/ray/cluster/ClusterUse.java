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
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * A cluster as one of those sees it who share it. Closing it leaves the cluster to the
 * others.
 */
final class ClusterUse implements RayCluster {

	private final RayCluster cluster;

	private final Path directory;

	private final Consumer<String> onDeath;

	private final Consumer<ClusterUse> onClose;

	private final AtomicBoolean ended = new AtomicBoolean();

	/**
	 * Create a new instance.
	 * @param cluster the cluster
	 * @param directory an existing directory, removed when this object is closed
	 * @param onDeath called at most once, with a reason for people
	 * @param onClose called when this object is closed
	 */
	ClusterUse(RayCluster cluster, Path directory, Consumer<String> onDeath, Consumer<ClusterUse> onClose) {
		this.cluster = cluster;
		this.directory = directory;
		this.onDeath = onDeath;
		this.onClose = onClose;
	}

	void died(String reason) {
		if (this.ended.compareAndSet(false, true)) {
			this.onDeath.accept(reason);
		}
	}

	@Override
	public String description() {
		return "shared " + this.cluster.description();
	}

	@Override
	public String rayVersion() {
		return this.cluster.rayVersion();
	}

	@Override
	public DashboardClient dashboard() {
		return this.cluster.dashboard();
	}

	@Override
	public @Nullable LocalNode localNode() {
		return this.cluster.localNode();
	}

	@Override
	public int cpusPerNode() {
		return this.cluster.cpusPerNode();
	}

	@Override
	public boolean canGrow() {
		return this.cluster.canGrow();
	}

	@Override
	public Path directory() {
		return this.directory;
	}

	@Override
	public List<String> workerOutput() {
		return this.cluster.workerOutput();
	}

	@Override
	public String whereLogsAre() {
		return this.cluster.whereLogsAre();
	}

	@Override
	public void close() {
		this.ended.set(true);
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			// removed with the cluster
		}
		this.onClose.accept(this);
	}

}
