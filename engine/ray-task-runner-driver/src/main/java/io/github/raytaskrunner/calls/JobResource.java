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

import io.ray.api.id.JobId;

/**
 * A resource that only the tasks of one job ask for, a little each. Every node has it
 * once, as all resources with this prefix ({@code kImplicitResourcePrefix} of Ray).
 * <p>
 * It makes the tasks a scheduling class of their own. Otherwise all jobs of all
 * applications would share one, as their tasks enter at the same method, and what Ray
 * leaks in a class stays until a node restarts: a worker that Ray kills because its
 * driver has ended is counted among the granted leases for ever, and once these are as
 * many as the node's CPUs, further leases are granted one in two seconds ({@code
 * LocalLeaseManager} of 2.60.0).
 */
final class JobResource {

	private static final String PREFIX = "node:__internal_implicit_resource_ray_task_runner_";

	private JobResource() {
	}

	static String name(JobId job) {
		return PREFIX + job;
	}

}
