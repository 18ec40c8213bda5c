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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.raytaskrunner.calls.NodeResource;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.exception.RayException;
import io.ray.api.function.PyFunction;
import io.ray.api.id.UniqueId;
import io.ray.api.runtimecontext.NodeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the nodes which may run tasks have a Java that can. Used by one thread at a
 * time. Asked of each node's Python: a Java task on a node without Java would wait for
 * ever.
 */
final class NodeCheck {

	private static final PyFunction<String> GET_OUTPUT = PyFunction.of("subprocess", "getoutput", String.class);

	private static final String COMMAND = "java -version 2>&1";

	private final JavaRequirement requirement;

	private final Map<UniqueId, ObjectRef<String>> answers = new HashMap<>();

	private final Set<UniqueId> judged = new HashSet<>();

	private final Map<UniqueId, String> violations = new HashMap<>();

	/**
	 * Create a new check.
	 * @param javaVersion oldest Java that runs the application's classes
	 */
	NodeCheck(int javaVersion) {
		this.requirement = new JavaRequirement(javaVersion);
	}

	/**
	 * Check nodes, each until it has answered. One that has not answered yet passes.
	 * @param nodes the living nodes of the cluster
	 * @param timeoutMillis longest time to wait for answers
	 * @return what is wrong with nodes, by node: no Java, or one too old
	 */
	Map<UniqueId, String> check(List<NodeInfo> nodes, int timeoutMillis) {
		Set<UniqueId> ids = nodes.stream().map((node) -> node.nodeId).collect(Collectors.toSet());
		this.answers.keySet().retainAll(ids);
		this.judged.retainAll(ids);
		this.violations.keySet().retainAll(ids);
		for (NodeInfo node : nodes) {
			if (node.resources.getOrDefault("CPU", 0.0) > 0 && !this.judged.contains(node.nodeId)) {
				this.answers.computeIfAbsent(node.nodeId, (id) -> ask(node));
			}
		}
		if (!this.answers.isEmpty()) {
			List<ObjectRef<String>> all = List.copyOf(this.answers.values());
			List<ObjectRef<String>> ready = Ray.wait(all, all.size(), timeoutMillis, true).getReady();
			nodes.stream().filter((node) -> ready.contains(this.answers.get(node.nodeId))).forEach(this::hear);
		}
		return Map.copyOf(this.violations);
	}

	/**
	 * Judge a node by what a worker of it has told, so that it is not asked.
	 * @param node the node
	 * @param javaVersion the Java of the worker
	 */
	void told(NodeInfo node, Runtime.Version javaVersion) {
		judge(node, this.requirement.violation(javaVersion.feature()));
	}

	private static ObjectRef<String> ask(NodeInfo node) {
		return Ray.task(GET_OUTPUT, COMMAND)
			.setResource("CPU", 0.0)
			.setResource(NodeResource.name(node.nodeAddress), NodeResource.LITTLE)
			.remote();
	}

	private void hear(NodeInfo node) {
		ObjectRef<String> answer = Objects.requireNonNull(this.answers.remove(node.nodeId));
		try {
			judge(node, this.requirement.violation(answer.get()));
		}
		catch (RayException ex) {
			System.err.println("Not known yet which Java node " + node.nodeAddress + " has: " + ex);
		}
	}

	private void judge(NodeInfo node, @Nullable String violation) {
		this.judged.add(node.nodeId);
		if (violation != null) {
			this.violations.put(node.nodeId, "Node " + node.nodeAddress + " " + violation);
		}
	}

}
