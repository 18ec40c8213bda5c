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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.calls.ProbeException;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.function.PyFunction;
import io.ray.api.runtimecontext.NodeInfo;

/**
 * Checks that the nodes which may run tasks have a Java that can. Asked of each node's
 * Python: a Java task on a node without Java would wait for ever.
 */
final class NodeCheck {

	private static final PyFunction<String> GET_OUTPUT = PyFunction.of("subprocess", "getoutput", String.class);

	private static final String COMMAND = "java -version 2>&1";

	/**
	 * So little of the resource that each node has once, that it is there at any time.
	 */
	private static final double LITTLE = 0.0001;

	private final JavaRequirement requirement;

	/**
	 * Create a new check.
	 * @param javaVersion oldest Java that runs the application's classes
	 */
	NodeCheck(int javaVersion) {
		this.requirement = new JavaRequirement(javaVersion);
	}

	/**
	 * Check nodes. One that does not answer in time passes.
	 * @param nodes the nodes
	 * @param timeoutMillis longest time to wait for answers
	 * @throws ProbeException if a node has no Java, or one too old
	 */
	void check(List<NodeInfo> nodes, int timeoutMillis) throws ProbeException {
		Map<ObjectRef<String>, NodeInfo> answers = new LinkedHashMap<>();
		for (NodeInfo node : nodes) {
			if (node.isAlive && node.resources.getOrDefault("CPU", 0.0) > 0) {
				answers.put(Ray.task(GET_OUTPUT, COMMAND)
					.setResource("CPU", 0.0)
					.setResource("node:" + node.nodeAddress, LITTLE)
					.remote(), node);
			}
		}
		if (answers.isEmpty()) {
			return;
		}
		List<ObjectRef<String>> all = List.copyOf(answers.keySet());
		List<ObjectRef<String>> ready = Ray.wait(all, all.size(), timeoutMillis, true).getReady();
		for (Map.Entry<ObjectRef<String>, NodeInfo> answer : answers.entrySet()) {
			if (ready.contains(answer.getKey())) {
				check(answer.getValue(), answer.getKey().get());
			}
		}
		if (ready.size() < all.size()) {
			System.err.println("Not known which Java " + (all.size() - ready.size()) + " nodes have");
		}
	}

	private void check(NodeInfo node, String output) throws ProbeException {
		String violation = this.requirement.violation(output);
		if (violation != null) {
			throw new ProbeException("Node " + node.nodeAddress + " " + violation);
		}
	}

}
