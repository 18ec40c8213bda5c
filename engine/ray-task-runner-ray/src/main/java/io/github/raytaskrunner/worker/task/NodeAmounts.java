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

package io.github.raytaskrunner.worker.task;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.backend.Demands;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of the cluster have, as far as a worker knows. Ray is asked again only
 * for demands that none of them met. Safe for use by several threads.
 */
final class NodeAmounts {

	private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

	private final Supplier<List<Map<String, Double>>> nodes;

	private final @Nullable String fixedCluster;

	private final LongSupplier clock;

	private List<Map<String, Double>> known;

	private long asked;

	/**
	 * Create new amounts.
	 * @param known the amounts of each node that lives now, as {@code nodes} returns them
	 * @param nodes asks Ray for the amounts of each living node, by the names of the
	 * resources
	 * @param fixedCluster description of the cluster if no nodes can join it, or
	 * {@code null} if they can
	 * @param clock the time in nanoseconds
	 */
	NodeAmounts(List<Map<String, Double>> known, Supplier<List<Map<String, Double>>> nodes,
			@Nullable String fixedCluster, LongSupplier clock) {
		this.nodes = nodes;
		this.fixedCluster = fixedCluster;
		this.clock = clock;
		this.known = known;
		this.asked = clock.getAsLong();
	}

	/**
	 * Return what no node has of what is asked for.
	 * @param demand what is asked for
	 * @return what is missing for now, or {@code null}
	 * @throws IllegalArgumentException if no node will ever have it
	 */
	synchronized @Nullable String missing(Resources demand) {
		if (demand.lacking(this::largest, (name) -> name) != null && isOld()) {
			this.known = this.nodes.get();
			this.asked = this.clock.getAsLong();
		}
		return Demands.missing(demand, this.known.size(), this::largest, this.fixedCluster);
	}

	private boolean isOld() {
		return this.clock.getAsLong() - this.asked >= PERIOD;
	}

	private double largest(String resource) {
		return this.known.stream().mapToDouble((amounts) -> amounts.getOrDefault(resource, 0.0)).max().orElse(0);
	}

}
