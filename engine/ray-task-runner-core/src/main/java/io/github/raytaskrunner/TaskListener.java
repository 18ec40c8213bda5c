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

import java.time.Duration;

/**
 * Callback interface for what happens to the tasks of a runner, and to what runs them.
 * Calls may use the runner and wait for tasks. Meanwhile no listener is told anything,
 * and once very many changes are waiting for listeners the runner accepts no more tasks.
 * Exceptions are logged.
 */
public interface TaskListener {

	/**
	 * The state of a task has changed. Called once for every state of every task, items
	 * of a {@code map} included, in order: first when the task was accepted, last with
	 * its final state.
	 * <p>
	 * An attempt that takes a few milliseconds may not be seen running: then the final
	 * state follows the state before the attempt.
	 * <p>
	 * Tasks that tasks submit are included. On a cluster their changes arrive a moment
	 * later, and if there are too many in a second some are left out; a line in the log
	 * says how many.
	 * @param change the state, and what else is known of the task
	 */
	default void stateChanged(TaskStateChange change) {
	}

	/**
	 * A task reported progress. Called for the last of several reports at short
	 * intervals, never after the final state, and not for items of a {@code map} whose
	 * futures nobody has asked for. On a cluster, some reports of tasks that tasks submit
	 * are left out if there are too many.
	 * @param name name of the task
	 * @param key key of the task
	 * @param progress what the task reported
	 */
	default void progressed(String name, String key, TaskProgress progress) {
	}

	/**
	 * Tasks can run from now on, or no longer can, or the size of the cluster has
	 * changed. Called for each change from the start of the runner to its stop.
	 * @param status the status
	 */
	default void statusChanged(RunnerStatus status) {
	}

	/**
	 * A caller waited for a task or its result, or for all tasks of a {@code map}. Called
	 * by the thread of the caller.
	 * @param group {@linkplain TaskStateChange#group() name} that the task has in common
	 * with those that do the same
	 * @param waited time the caller waited for the final state
	 * @param done whether the task had its final state by then
	 */
	default void waited(String group, Duration waited, boolean done) {
	}

}
