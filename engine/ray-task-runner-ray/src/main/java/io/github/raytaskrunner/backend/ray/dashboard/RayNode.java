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

package io.github.raytaskrunner.backend.ray.dashboard;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A node of a cluster.
 *
 * @param cpus number of CPUs that it offers
 */
public record RayNode(double cpus) {

	static List<RayNode> alive(Map<String, Object> answer) {
		return list(map(map(answer.get("data")).get("result")).get("result")).stream()
			.map(RayNode::map)
			.filter((node) -> "ALIVE".equals(node.get("state")))
			.map((node) -> new RayNode(cpus(map(node.get("resources_total")))))
			.toList();
	}

	private static double cpus(Map<?, ?> resources) {
		return (resources.get("CPU") instanceof Number number) ? number.doubleValue() : 0;
	}

	private static List<?> list(@Nullable Object value) {
		return (value instanceof List<?> list) ? list : List.of();
	}

	private static Map<?, ?> map(@Nullable Object value) {
		return (value instanceof Map<?, ?> map) ? map : Map.of();
	}

}
