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

import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.protocol.Upstream;
import io.github.raytaskrunner.worker.TaskHandler.Context;

/**
 * A call that an application asks for.
 *
 * @param name name to show in Ray's dashboard
 * @param resources resources by Ray's name
 * @param attempts what to run, one after another
 */
record CallRequest(String name, Map<String, Double> resources, List<AttemptRequest> attempts) {

	/**
	 * One attempt to run a task.
	 *
	 * @param id id of the attempt
	 * @param context what the task can read about itself
	 * @param upstreams what the task reads of its upstream tasks
	 * @param payload the inline states among the upstreams, one after another, and the
	 * serialized task
	 */
	record AttemptRequest(long id, Context context, List<Upstream> upstreams, byte[] payload) {

	}

}
