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

package io.github.raytaskrunner.backend;

import java.util.function.ToDoubleFunction;

import io.github.raytaskrunner.attempt.Resources;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Refuses demands that can never be met, where what there is stays as it is.
 */
public final class Demands {

	private Demands() {
	}

	/**
	 * Check that there is enough of each resource.
	 * @param demand what is asked for
	 * @param available what there is of the resource of a name
	 * @param owner what has these resources, for the message
	 * @param otherwise where there may be more, as the end of a sentence "run on ..."
	 * @throws IllegalArgumentException if there is not; says what to declare
	 */
	public static void requireMet(Resources demand, ToDoubleFunction<String> available, String owner,
			String otherwise) {
		String lacking = demand.lacking(available,
				(name) -> "it needs " + demand.amount(name) + " of the resource '" + name + "', but " + owner + " has "
						+ available.applyAsDouble(name) + " (ray.init." + property(name) + ")");
		Assert.isNull(lacking, () -> lacking + ": declare more or run on " + otherwise);
	}

	/**
	 * Check whether a cluster can run what asks for resources.
	 * @param demand what is asked for
	 * @param nodes number of nodes that the cluster has
	 * @param largest the most that one of them has of the resource of a name
	 * @param fixedCluster description of the cluster if no nodes can join it, or
	 * {@code null} if they can
	 * @return what no node has for now, or {@code null} if one may have all
	 * @throws IllegalArgumentException if no node will ever have it
	 */
	public static @Nullable String missing(Resources demand, int nodes, ToDoubleFunction<String> largest,
			@Nullable String fixedCluster) {
		// a cluster that has just lost its node is replaced by one like it
		if (fixedCluster != null && nodes > 0) {
			requireMet(demand, largest, ((nodes > 1) ? "the largest node of the " : "the ") + fixedCluster,
					"another cluster (ray.address)");
		}
		return demand.lacking(largest, (name) -> "no node has " + demand.amount(name) + " of the resource '" + name
				+ "', the most that one has is " + largest.applyAsDouble(name));
	}

	private static String property(String resource) {
		return switch (resource) {
			case "CPU" -> "num-cpus";
			case "GPU" -> "num-gpus";
			case "memory" -> "memory";
			default -> "resources";
		};
	}

}
