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

package io.github.raytaskrunner.backend.ray.cluster;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where a backend gets its cluster from: each time it needs one anew, because the one
 * before is gone.
 */
@FunctionalInterface
public interface RayClusters {

	/**
	 * Start a cluster, or find one that runs.
	 * @param timeout longest time to wait for a start
	 * @param onDeath called at most once, with a reason for people, if the cluster is
	 * known to have died before it is closed; possibly before this method returns
	 * @return the cluster
	 * @throws io.github.raytaskrunner.RayTaskRunnerException if there is none; nothing is
	 * left behind then
	 */
	RayCluster open(Duration timeout, Consumer<String> onDeath);

}
