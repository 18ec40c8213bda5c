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

package io.github.raytaskrunner.scheduling;

import java.util.Set;

import io.github.raytaskrunner.attempt.Resources;
import org.jspecify.annotations.Nullable;

/**
 * What shapes of resources have in common that differ in amounts only. Tasks may each ask
 * for an amount of their own, but what they ask for is one of few things.
 *
 * @param names names of the resources
 * @param runtimeEnv the runtime environment, as in {@link Resources}
 * @param placementGroup where the resources are reserved, or {@code null}
 */
record ShapeKind(Set<String> names, String runtimeEnv, Resources.@Nullable PlacementGroup placementGroup) {

	/**
	 * Shapes without a CPU are all of one kind: slots do not bound them, but there are
	 * only so many processes, or threads, for them.
	 */
	private static final ShapeKind WITHOUT_CPU = new ShapeKind(Set.of(), "", null);

	static ShapeKind of(Resources shape) {
		return needsCpu(shape) ? new ShapeKind(shape.amounts().keySet(), shape.runtimeEnv(), shape.placementGroup())
				: WITHOUT_CPU;
	}

	static boolean needsCpu(Resources shape) {
		return shape.amount("CPU") > 0;
	}

	boolean needsCpu() {
		return !equals(WITHOUT_CPU);
	}

}
