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

package io.github.raytaskrunner.worker;

import java.util.List;

/**
 * Runs tasks. Implemented in the class loader of the application, which shares only this
 * package with Ray's.
 */
public interface TaskHandler {

	/**
	 * Run a task. Whatever the task throws is part of the result.
	 * @param context what the task can read about itself
	 * @param task the serialized task
	 * @param upstreams what the task reads of its upstream tasks
	 * @return the result
	 */
	TaskResult run(Context context, byte[] task, List<Upstream> upstreams);

	/**
	 * What a task can read about itself.
	 *
	 * @param name name of the task
	 * @param key key of the task
	 * @param attempt number of the attempt, counted from 1
	 */
	record Context(String name, String key, int attempt) {

	}

	/**
	 * What a task reads of an upstream task.
	 *
	 * @param completed whether the upstream task completed
	 * @param bytes the serialized value of a completed task, else its serialized state
	 */
	record Upstream(boolean completed, byte[] bytes) {

	}

}
