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

package io.github.raytaskrunner;

import java.util.HashMap;
import java.util.Map;

import org.springframework.lang.CheckReturnValue;

/**
 * What a Ray cluster has, and how much a runner and its cluster have exchanged.
 *
 * @param resources total amounts on the living nodes, by Ray's name of the resource:
 * {@code CPU}, {@code GPU}, {@code memory} and {@code object_store_memory} in bytes, and
 * custom ones; none while the cluster is lost
 * @param sentBytes number of bytes that went to the cluster since the runner was started:
 * tasks, values and what goes with them
 * @param receivedBytes number of bytes that came from it: values, and what is reported
 * about tasks
 */
public record ClusterFigures(Map<String, Double> resources, long sentBytes, long receivedBytes) {

	/**
	 * Figures of no cluster.
	 */
	public static final ClusterFigures NONE = new ClusterFigures(Map.of(), 0, 0);

	public ClusterFigures {
		resources = Map.copyOf(resources);
	}

	/**
	 * Return the sum of these figures and others.
	 * @param other the others
	 * @return the sum
	 */
	@CheckReturnValue
	public ClusterFigures plus(ClusterFigures other) {
		Map<String, Double> resources = new HashMap<>(this.resources);
		other.resources.forEach((name, amount) -> resources.merge(name, amount, Double::sum));
		return new ClusterFigures(resources, this.sentBytes + other.sentBytes,
				this.receivedBytes + other.receivedBytes);
	}

	/**
	 * Return a copy without resources.
	 * @return what was sent and received
	 */
	@CheckReturnValue
	public ClusterFigures withoutResources() {
		return new ClusterFigures(Map.of(), this.sentBytes, this.receivedBytes);
	}

}
