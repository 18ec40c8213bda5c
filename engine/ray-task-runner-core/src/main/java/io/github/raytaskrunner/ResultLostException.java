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

/**
 * A task completed, but its value is gone, for example with the node that held it.
 */
public final class ResultLostException extends RayTaskException {

	/**
	 * Create a new exception.
	 * @param taskName name of the task
	 * @param taskKey key of the task
	 * @param reason what is known about the loss
	 */
	public ResultLostException(String taskName, String taskKey, String reason) {
		super(taskName, taskKey, "completed, but its value was lost: " + reason, null);
	}

}
