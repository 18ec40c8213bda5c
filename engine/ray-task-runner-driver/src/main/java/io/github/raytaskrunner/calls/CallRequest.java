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

import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.worker.TaskHandler.Context;

/**
 * A call to hand to Ray.
 *
 * @param name name to show in Ray's dashboard
 * @param resources resources by Ray's name
 * @param runtimeEnv fields of Ray's runtime environment as a JSON object, or empty for
 * that of the job
 * @param placementGroup name of a placement group in the job's namespace, or empty
 * @param bundleIndex index of the bundle in that group, or -1 for any
 * @param attempts what to run, one after another
 */
public record CallRequest(String name, Map<String, Double> resources, String runtimeEnv, String placementGroup,
		int bundleIndex, List<AttemptRequest> attempts) {

	/**
	 * One attempt to run a task.
	 *
	 * @param id id of the attempt
	 * @param context what the task can read about itself
	 * @param upstreams what the task reads of its upstream tasks
	 * @param payload the inline states among the upstreams, one after another, and the
	 * serialized task
	 */
	public record AttemptRequest(long id, Context context, List<Upstream> upstreams, byte[] payload) {

	}

	/**
	 * What a task reads of an upstream task.
	 */
	public sealed interface Upstream {

	}

	/**
	 * The value of an attempt.
	 *
	 * @param attempt id of the attempt
	 */
	public record Value(long attempt) implements Upstream {

	}

	/**
	 * The state of a task that did not complete.
	 *
	 * @param size number of bytes of the state in the payload
	 */
	public record InlineState(int size) implements Upstream {

	}

}
