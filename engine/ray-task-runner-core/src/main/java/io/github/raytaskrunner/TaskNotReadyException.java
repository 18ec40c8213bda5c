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
 * A task never ran because a task that it depends on did not complete, or because the
 * value of that task was lost. The {@linkplain #getCause() cause} is the exception of
 * that upstream task.
 */
public final class TaskNotReadyException extends RayTaskException {

	/**
	 * Create a new exception.
	 * @param taskName name of the task
	 * @param taskKey key of the task
	 * @param upstreamName name of the upstream task
	 * @param upstreamException the exception of the upstream task, or {@code null}
	 */
	public TaskNotReadyException(String taskName, String taskKey, String upstreamName,
			@Nullable RayTaskException upstreamException) {
		super(taskName, taskKey,
				(upstreamException instanceof ResultLostException)
						? "cannot run: the value of upstream task '" + upstreamName + "' was lost"
						: "never ran: upstream task '" + upstreamName + "' did not complete",
				upstreamException);
	}

}
