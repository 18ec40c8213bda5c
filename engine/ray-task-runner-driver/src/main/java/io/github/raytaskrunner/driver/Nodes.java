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

package io.github.raytaskrunner.driver;

import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.protocol.Capacity;
import io.ray.api.Ray;
import io.ray.api.id.UniqueId;
import io.ray.api.runtimecontext.NodeInfo;
import org.jspecify.annotations.Nullable;

/**
 * The living nodes of the cluster at a moment.
 *
 * @param fit those that run tasks, as far as is known
 * @param unfit what keeps the others from it
 */
record Nodes(List<NodeInfo> fit, List<String> unfit) {

	/**
	 * How names of resources begin that Ray gives one node alone.
	 */
	private static final String OF_A_NODE = "node:";

	/**
	 * Part of the names of resources that Ray makes for a placement group.
	 */
	private static final String OF_A_GROUP = "_group_";

	/**
	 * Look at the nodes.
	 * @param check says which are fit
	 * @param timeoutMillis longest time to wait for answers of nodes
	 */
	static Nodes look(NodeCheck check, int timeoutMillis) {
		List<NodeInfo> living = living();
		Map<UniqueId, String> violations = check.check(living, timeoutMillis);
		List<NodeInfo> fit = living.stream().filter((node) -> !violations.containsKey(node.nodeId)).toList();
		return new Nodes(fit, violations.values().stream().sorted().toList());
	}

	/**
	 * Return the living nodes, fit or not.
	 */
	static List<NodeInfo> living() {
		return Ray.getRuntimeContext().getAllNodeInfo().stream().filter((node) -> node.isAlive).toList();
	}

	/**
	 * Return what the nodes offer.
	 */
	Capacity capacity() {
		Capacity.Builder capacity = Capacity.newBuilder().setNodes(this.fit.size()).addAllUnfitNodes(this.unfit);
		for (NodeInfo node : this.fit) {
			capacity.setSlots(capacity.getSlots() + cpus(node));
			node.resources.forEach((name, amount) -> {
				capacity.putLargestAmounts(name, Math.max(amount, capacity.getLargestAmountsOrDefault(name, 0)));
				if (!name.startsWith(OF_A_NODE) && !name.contains(OF_A_GROUP)) {
					capacity.putAmounts(name, amount + capacity.getAmountsOrDefault(name, 0));
				}
			});
		}
		return capacity.build();
	}

	/**
	 * Return the IP address of a node that has CPUs and is fit, or {@code null} if there
	 * is none.
	 */
	@Nullable String addressWithCpus() {
		return this.fit.stream()
			.filter((node) -> cpus(node) > 0)
			.map((node) -> node.nodeAddress)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return the number of CPUs of a node.
	 */
	static int cpus(NodeInfo node) {
		return node.resources.getOrDefault("CPU", 0.0).intValue();
	}

}
