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

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.github.raytaskrunner.TaskState;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * Context of {@link RayTaskObservation#TASK}. What its carrier holds once the observation
 * has started goes with the task.
 */
public class RayTaskSenderContext extends SenderContext<Map<String, String>> {

	private final String taskName;

	private final String key;

	private volatile @Nullable TaskState state;

	/**
	 * Create a new context.
	 * @param taskName name of the task
	 * @param key key of the task
	 */
	public RayTaskSenderContext(String taskName, String key) {
		super((carrier, name, value) -> {
			if (carrier != null) {
				carrier.put(name, value);
			}
		}, Kind.PRODUCER);
		setCarrier(new HashMap<>());
		this.taskName = taskName;
		this.key = key;
	}

	/**
	 * Return the name of the task.
	 * @return the name, without that of an item
	 */
	public String getTaskName() {
		return this.taskName;
	}

	/**
	 * Return the key of the task.
	 * @return the key
	 */
	public String getKey() {
		return this.key;
	}

	/**
	 * Return how the task has ended.
	 * @return the final state, or {@code null} if it has not ended or was not accepted
	 */
	public @Nullable TaskState getState() {
		return this.state;
	}

	Map<String, String> headers() {
		return Map.copyOf(Objects.requireNonNull(getCarrier()));
	}

	void setState(TaskState state) {
		this.state = state;
	}

}
