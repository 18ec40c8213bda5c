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

package io.github.raytaskrunner.scheduling;

import io.github.raytaskrunner.RayTaskException;
import io.github.raytaskrunner.ResultLostException;
import io.github.raytaskrunner.TaskNotReadyException;
import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * What {@code result()} throws for a task that did not complete.
 */
final class TaskExceptions {

	/**
	 * Logging frameworks follow causes recursively: beyond this depth of a chain of tasks
	 * its middle is left out.
	 */
	private static final int MAX_DEPTH = 64;

	private TaskExceptions() {
	}

	static RayTaskException of(Task task, TaskState state) {
		return state.failure(task.name(), task.key());
	}

	/**
	 * Return the state of a task that depends on another which did not complete.
	 * @param upstream the other task
	 * @return the state
	 */
	static TaskState.NotReady notReady(Task upstream) {
		RayTaskException exception = of(upstream, upstream.state());
		if (depth(exception) > MAX_DEPTH && exception.getCause() instanceof RayTaskException further) {
			exception = further;
		}
		return new TaskState.NotReady(upstream.name(), upstream.key(), exception);
	}

	/**
	 * Return the state of a task that reads the value of another which was lost.
	 * @param upstream the other task
	 * @param reason why the value was lost
	 * @return the state
	 */
	static TaskState.NotReady valueLost(Task upstream, String reason) {
		return new TaskState.NotReady(upstream.name(), upstream.key(),
				new ResultLostException(upstream.name(), upstream.key(), reason));
	}

	private static int depth(RayTaskException exception) {
		int depth = 0;
		@Nullable Throwable cause = exception;
		while (cause instanceof TaskNotReadyException) {
			depth++;
			cause = cause.getCause();
		}
		return depth;
	}

}
