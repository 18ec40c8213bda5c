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

package io.github.raytaskrunner.calls;

import io.github.raytaskrunner.attempt.Resources;
import io.ray.api.PlacementGroups;
import io.ray.api.Ray;
import io.ray.api.options.CallOptions;
import io.ray.api.placementgroup.PlacementGroup;
import io.ray.api.placementgroup.PlacementGroupState;
import io.ray.api.runtimeenv.RuntimeEnv;
import org.jspecify.annotations.Nullable;

/**
 * Makes the options of calls of Ray.
 */
final class RayOptions {

	private final String jobResource = JobResource.name(Ray.getRuntimeContext().getCurrentJobId());

	/**
	 * Return the options of a call of Java.
	 * @param name the name that Ray shows
	 * @param resources what the call occupies
	 */
	CallOptions of(String name, Resources resources) {
		return of(name, resources, runtimeEnv(resources));
	}

	/**
	 * Return the options of a call.
	 * @param name the name that Ray shows
	 * @param resources what the call occupies, but for the environment
	 * @param runtimeEnv the environment, or {@code null} for that of the job
	 */
	CallOptions of(String name, Resources resources, @Nullable RuntimeEnv runtimeEnv) {
		CallOptions.Builder options = new CallOptions.Builder().setName(name).setResources(resources.amounts());
		if (runtimeEnv != null) {
			options.setRuntimeEnv(new AsciiRuntimeEnv(runtimeEnv));
		}
		Resources.PlacementGroup group = resources.placementGroup();
		if (group == null) {
			options.setResource(this.jobResource, NodeResource.LITTLE);
		}
		else {
			// its bundles hold what was reserved and nothing else
			options.setPlacementGroup(placementGroup(group.name()), group.bundleIndex());
		}
		return options.build();
	}

	/**
	 * Return the environment that a call has of its own, or {@code null}.
	 */
	static @Nullable RuntimeEnv runtimeEnv(Resources resources) {
		return resources.runtimeEnv().isEmpty() ? null : Ray.internal().deserializeRuntimeEnv(resources.runtimeEnv());
	}

	private static PlacementGroup placementGroup(String name) {
		PlacementGroup group = PlacementGroups.getPlacementGroup(name);
		if (group == null || group.getState() == PlacementGroupState.REMOVED) {
			throw new IllegalStateException("There is no placement group '" + name + "' in the namespace '"
					+ Ray.getRuntimeContext().getNamespace() + "'");
		}
		return group;
	}

}
