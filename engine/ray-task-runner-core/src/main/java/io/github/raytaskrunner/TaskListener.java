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
 * Callback interface for what happens to the tasks of a runner. Calls must not block: the
 * runner dispatches no task meanwhile. Exceptions are logged.
 */
public interface TaskListener {

	/**
	 * A task was accepted.
	 * @param name name of the task
	 */
	default void submitted(String name) {
	}

	/**
	 * An attempt of a task started on a worker. Left out for a task whose backend does
	 * not tell.
	 * @param name name of the task
	 */
	default void started(String name) {
	}

	/**
	 * A task told how far it is. Called for the last of several that come at short
	 * intervals, never after {@link #finished}, and not for items of a {@code map} whose
	 * futures nobody has asked for.
	 * @param name name of the task
	 * @param key key of the task
	 * @param progress what it told
	 */
	default void progressed(String name, String key, TaskProgress progress) {
	}

	/**
	 * An attempt of a task failed, crashed or timed out, and another will follow.
	 * @param name name of the task
	 */
	default void retried(String name) {
	}

	/**
	 * A task has its final state. Called once for every submitted task, after
	 * {@link #submitted}.
	 * @param name name of the task
	 * @param state the final state
	 * @param queued time from submission to the start of the first attempt, spent waiting
	 * for upstream tasks and for a slot
	 * @param ran time from start to end of the last attempt, zero for a task that never
	 * started
	 */
	default void finished(String name, TaskState state, Duration queued, Duration ran) {
	}

	/**
	 * A caller waited for a task or its result. Called by the thread of the caller.
	 * @param name name of the task
	 * @param waited time the caller waited for the final state
	 * @param done whether the task had its final state by then
	 */
	default void waited(String name, Duration waited, boolean done) {
	}

}
