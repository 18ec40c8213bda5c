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

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.function.PyFunction;
import io.ray.api.id.UniqueId;
import io.ray.api.runtimecontext.NodeInfo;

/**
 * Checks that the nodes which may run tasks have a Java that can. Used by one thread at a
 * time. Asked of each node's Python: a Java task on a node without Java would wait for
 * ever.
 */
final class NodeCheck {

	private static final PyFunction<String> GET_OUTPUT = PyFunction.of("subprocess", "getoutput", String.class);

	private static final String COMMAND = "java -version 2>&1";

	/**
	 * So little of the resource that each node has once, that it is there at any time.
	 */
	private static final double LITTLE = 0.0001;

	private final JavaRequirement requirement;

	private final Set<UniqueId> checked = new HashSet<>();

	private final Map<UniqueId, String> violations = new HashMap<>();

	/**
	 * Create a new check.
	 * @param javaVersion oldest Java that runs the application's classes
	 */
	NodeCheck(int javaVersion) {
		this.requirement = new JavaRequirement(javaVersion);
	}

	/**
	 * Check nodes, each once. One that does not answer in time passes.
	 * @param nodes the nodes of the cluster
	 * @param timeoutMillis longest time to wait for answers
	 * @return what is wrong with living nodes, by node: no Java, or one too old
	 */
	Map<UniqueId, String> check(List<NodeInfo> nodes, int timeoutMillis) {
		Set<UniqueId> living = nodes.stream()
			.filter((node) -> node.isAlive)
			.map((node) -> node.nodeId)
			.collect(Collectors.toSet());
		this.checked.retainAll(living);
		this.violations.keySet().retainAll(living);
		ask(nodes.stream().filter((node) -> node.isAlive && this.checked.add(node.nodeId)).toList(), timeoutMillis);
		return Map.copyOf(this.violations);
	}

	private void ask(List<NodeInfo> nodes, int timeoutMillis) {
		Map<ObjectRef<String>, NodeInfo> answers = new LinkedHashMap<>();
		for (NodeInfo node : nodes) {
			if (node.resources.getOrDefault("CPU", 0.0) > 0) {
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
				judge(answer.getValue(), answer.getKey().get());
			}
		}
		if (ready.size() < all.size()) {
			System.err.println("Not known which Java " + (all.size() - ready.size()) + " nodes have");
		}
	}

	private void judge(NodeInfo node, String output) {
		String violation = this.requirement.violation(output);
		if (violation != null) {
			this.violations.put(node.nodeId, "Node " + node.nodeAddress + " " + violation);
		}
	}

}
