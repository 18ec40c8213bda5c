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

package io.github.raytaskrunner;

import org.jspecify.annotations.Nullable;

/**
 * A task did not complete. Thrown by {@link RayTaskFuture#result()}; the subclass says
 * which final state the task has.
 */
public abstract class RayTaskException extends RayTaskRunnerException {

	private final String taskName;

	private final String taskKey;

	RayTaskException(String taskName, String taskKey, String message, @Nullable Throwable cause) {
		super("Task '" + taskName + "' (" + taskKey + ") " + message, cause);
		this.taskName = taskName;
		this.taskKey = taskKey;
	}

	/**
	 * Return the name of the task.
	 * @return the name
	 */
	public String getTaskName() {
		return this.taskName;
	}

	/**
	 * Return the key of the task.
	 * @return the key, unique within its runner
	 */
	public String getTaskKey() {
		return this.taskKey;
	}

}
