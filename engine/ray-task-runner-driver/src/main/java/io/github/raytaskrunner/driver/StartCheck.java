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
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.calls.Probe;
import io.github.raytaskrunner.calls.ProbeException;
import io.github.raytaskrunner.calls.RayCalls;
import io.github.raytaskrunner.protocol.Welcome;
import io.ray.api.id.UniqueId;
import io.ray.api.runtimecontext.NodeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Finds out at the start whether a cluster runs tasks: its nodes have a Java that can,
 * and a worker comes up.
 */
final class StartCheck {

	/**
	 * More than a node needs to answer, unless it is in trouble of another kind.
	 */
	private static final int MAX_CHECK_MILLIS = 20_000;

	/**
	 * How long the worker of an only node is given before the node is asked for its Java,
	 * which takes a worker of Ray's Python and as much work as to start that of tasks.
	 */
	private static final int FIRST_WORKER_MILLIS = 5_000;

	private final RayCalls calls;

	private final @Nullable FirstWorker first;

	private StartCheck(RayCalls calls, @Nullable FirstWorker first) {
		this.calls = calls;
		this.first = first;
	}

	/**
	 * Begin to check. An only node is asked for a worker at once: it takes seconds to
	 * come up, in which the application finds the driver.
	 * @param calls runs calls on the cluster
	 * @return the check
	 */
	static StartCheck begin(RayCalls calls) {
		List<NodeInfo> candidates = candidates();
		return new StartCheck(calls, (candidates.size() == 1) ? FirstWorker.of(candidates.get(0), calls) : null);
	}

	private static List<NodeInfo> candidates() {
		return Nodes.living().stream().filter((node) -> Nodes.cpus(node) > 0).toList();
	}

	/**
	 * Wait until a worker has come up.
	 * @param nodeCheck knows afterwards which nodes are fit
	 * @param timeoutMillis longest time to wait
	 * @return what the application is told of the cluster
	 * @throws ProbeException if the cluster runs no tasks
	 */
	Welcome welcome(NodeCheck nodeCheck, int timeoutMillis) throws ProbeException {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
		List<NodeInfo> candidates = candidates();
		// if it is unfit, there is no other node. A call that waits for a node without
		// Java would stay there
		Probe early = (candidates.size() == 1) ? probeOnly(candidates.get(0), nodeCheck, timeoutMillis) : null;
		Nodes nodes = Nodes.look(nodeCheck, Math.min(MAX_CHECK_MILLIS, timeoutMillis / 2));
		if (nodes.addressWithCpus() == null && !nodes.unfit().isEmpty()) {
			throw new ProbeException(nodes.unfit().get(0));
		}
		Probe probe = (early != null) ? early : this.calls.probe(nodes.addressWithCpus());
		int remainingMillis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
		return Welcome.newBuilder()
			.setWorkerJavaVersion(javaVersion(probe, nodes, remainingMillis, timeoutMillis))
			.setCapacity(nodes.capacity())
			.build();
	}

	private Probe probeOnly(NodeInfo node, NodeCheck nodeCheck, int timeoutMillis) {
		FirstWorker worker = (this.first != null && this.first.isOf(node)) ? this.first
				: FirstWorker.of(node, this.calls);
		if (worker.probe().hasAnswer(Math.min(FIRST_WORKER_MILLIS, timeoutMillis / 4))) {
			try {
				nodeCheck.told(node, Runtime.Version.parse(worker.probe().javaVersion(timeoutMillis)));
			}
			catch (ProbeException ex) {
				// the node is asked, which may say more
			}
		}
		return worker.probe();
	}

	private static String javaVersion(Probe probe, Nodes nodes, int remainingMillis, int timeoutMillis)
			throws ProbeException {
		try {
			if (!probe.hasAnswer(remainingMillis)) {
				throw new ProbeException("No worker came up within " + timeoutMillis + " ms");
			}
			return probe.javaVersion(remainingMillis);
		}
		catch (ProbeException ex) {
			throw nodes.unfit().isEmpty() ? ex : new ProbeException(ex.getMessage() + ". " + nodes.unfit().get(0));
		}
	}

	/**
	 * The first worker of a node.
	 *
	 * @param node the node
	 * @param probe says when it has come up
	 */
	private record FirstWorker(UniqueId node, Probe probe) {

		static FirstWorker of(NodeInfo node, RayCalls calls) {
			return new FirstWorker(node.nodeId, calls.probe(node.nodeAddress));
		}

		boolean isOf(NodeInfo node) {
			return this.node.equals(node.nodeId);
		}

	}

}
