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
import io.ray.api.runtimecontext.NodeInfo;

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

	private final NodeCheck nodeCheck;

	/**
	 * Create a new check.
	 * @param calls runs calls on the cluster
	 * @param nodeCheck knows afterwards which nodes are fit
	 */
	StartCheck(RayCalls calls, NodeCheck nodeCheck) {
		this.calls = calls;
		this.nodeCheck = nodeCheck;
	}

	/**
	 * Wait until a worker has come up.
	 * @param timeoutMillis longest time to wait
	 * @return what the application is told of the cluster
	 * @throws ProbeException if the cluster runs no tasks
	 */
	Welcome welcome(int timeoutMillis) throws ProbeException {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
		List<NodeInfo> candidates = Nodes.living().stream().filter((node) -> Nodes.cpus(node) > 0).toList();
		// if it is unfit, there is no other node. A call that waits for a node without
		// Java would stay there
		Probe early = (candidates.size() == 1) ? probeOnly(candidates.get(0), timeoutMillis) : null;
		Nodes nodes = Nodes.look(this.nodeCheck, Math.min(MAX_CHECK_MILLIS, timeoutMillis / 2));
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

	private Probe probeOnly(NodeInfo node, int timeoutMillis) {
		Probe probe = this.calls.probe(node.nodeAddress);
		if (probe.hasAnswer(Math.min(FIRST_WORKER_MILLIS, timeoutMillis / 4))) {
			try {
				this.nodeCheck.told(node, Runtime.Version.parse(probe.javaVersion(timeoutMillis)));
			}
			catch (ProbeException ex) {
				// the node is asked, which may say more
			}
		}
		return probe;
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

}
