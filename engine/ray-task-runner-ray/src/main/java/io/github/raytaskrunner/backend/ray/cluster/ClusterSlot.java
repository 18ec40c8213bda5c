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
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Where the cluster is that those share who want equal settings. Whoever comes while it
 * is started or ended waits for that. Safe for use by several threads.
 */
final class ClusterSlot {

	/**
	 * Guarded by this.
	 */
	private @Nullable SharedCluster cluster;

	/**
	 * Use the cluster, or a new one if there is none that can be used.
	 * @param onDeath called at most once, with a reason for people
	 * @param start starts a new one
	 * @return the cluster, until it is closed
	 */
	synchronized RayCluster use(Consumer<String> onDeath, Supplier<SharedCluster> start) {
		SharedCluster usable = this.cluster;
		if (usable == null || !usable.isUsable()) {
			endIfUnusedFor(Duration.ZERO);
			usable = start.get();
			this.cluster = usable;
		}
		return usable.use(onDeath);
	}

	/**
	 * End the cluster that is here unless somebody uses it or did so lately.
	 * @param time what is lately
	 */
	synchronized void endIfUnusedFor(Duration time) {
		if (this.cluster != null) {
			endIfUnusedFor(time, this.cluster);
		}
	}

	/**
	 * End a cluster that is or was here unless somebody uses it or did so lately.
	 * @param time what is lately
	 * @param cluster the cluster
	 */
	synchronized void endIfUnusedFor(Duration time, SharedCluster cluster) {
		if (cluster.isUnusedFor(time)) {
			cluster.end();
		}
	}

}
