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

package io.github.raytaskrunner.observation;

import java.util.Map;

import io.github.raytaskrunner.TaskContext;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;

/**
 * Context of {@link RayTaskObservation#RUN}. Its carrier holds what came with the task.
 */
public class RayTaskReceiverContext extends ReceiverContext<Map<String, String>> {

	private final String taskName;

	private final TaskContext attempt;

	/**
	 * Create a new context.
	 * @param taskName name of the task
	 * @param attempt the attempt
	 * @param headers what came with the task
	 */
	public RayTaskReceiverContext(String taskName, TaskContext attempt, Map<String, String> headers) {
		super(Map::get, Kind.CONSUMER);
		setCarrier(headers);
		this.taskName = taskName;
		this.attempt = attempt;
	}

	/**
	 * Return the name of the task.
	 * @return the name, without that of an item
	 */
	public String getTaskName() {
		return this.taskName;
	}

	/**
	 * Return the attempt.
	 * @return name and key of the task, of an item, or of all items of a {@code map}, and
	 * the number of the attempt
	 */
	public TaskContext getAttempt() {
		return this.attempt;
	}

}
