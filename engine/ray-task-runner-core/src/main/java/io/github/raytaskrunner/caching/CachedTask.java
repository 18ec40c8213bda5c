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

package io.github.raytaskrunner.caching;

import java.lang.ref.Reference;
import java.util.List;

import io.github.raytaskrunner.scheduling.Task;

/**
 * A task whose value may be in a cache. It depends on its upstream tasks only if it runs,
 * so the futures of these are kept until that is decided.
 *
 * @param task the task
 * @param upstreams what has the futures of its upstream tasks
 */
record CachedTask(Task task, List<Object> upstreams) {

	/**
	 * Keep the futures of upstream tasks up to this call.
	 */
	void keepUpstreams() {
		Reference.reachabilityFence(this.upstreams);
	}

}
