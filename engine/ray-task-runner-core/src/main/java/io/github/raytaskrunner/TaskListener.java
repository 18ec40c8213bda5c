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
 * Calls must not block: the runner dispatches no task meanwhile, and accepts no more once
 * very many changes wait to be told. Exceptions are logged.
 */
public interface TaskListener {

	/**
	 * A task has another state. Called for every task, items of a {@code map} included,
	 * and for every state that it goes through, in order: first when it was accepted,
	 * last with its final state, and each time once.
	 * <p>
	 * Of attempts that take a few milliseconds it may not be known when they run: then
	 * the final state follows what was before.
	 * <p>
	 * Tasks that tasks submit are among them. On a cluster these are heard a moment
	 * later, and of too many in a second some are left out: a line in the log says how
	 * many.
	 * @param change the state, and what else is known of the task
	 */
	default void stateChanged(TaskStateChange change) {
	}

	/**
	 * A task told how far it is. Called for the last of several that come at short
	 * intervals, never after the final state, and not for items of a {@code map} whose
	 * futures nobody has asked for. On a cluster, of what the tasks of tasks tell some is
	 * left out if it is too much.
	 * @param name name of the task
	 * @param key key of the task
	 * @param progress what it told
	 */
	default void progressed(String name, String key, TaskProgress progress) {
	}

	/**
	 * Tasks can run from now on, or cannot any more, or the cluster has another size.
	 * Called for each change from the start of the runner to its stop.
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
