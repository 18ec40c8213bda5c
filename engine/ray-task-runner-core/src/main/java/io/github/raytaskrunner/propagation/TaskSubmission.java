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

package io.github.raytaskrunner.propagation;

import java.util.function.Consumer;

import io.github.raytaskrunner.TaskState;

/**
 * A task that is being submitted, or the items of a {@code map}. For the submitting
 * thread.
 */
public interface TaskSubmission {

	/**
	 * Return the name of the task.
	 * @return the name, without that of an item
	 */
	String name();

	/**
	 * Return the key of the task.
	 * @return the key, that of the items begin with it
	 */
	String key();

	/**
	 * Let something go with the task to where it runs.
	 * @param context what goes with it
	 */
	void propagate(PropagatedContext context);

	/**
	 * Call back when the task has ended, or all items have. If one of them did not
	 * complete, its state is that of all.
	 * @param callback called with the final state by a thread of the runner, soon after
	 * the end
	 */
	void whenEnded(Consumer<TaskState> callback);

	/**
	 * Call back if the task is not accepted, in place of {@link #whenEnded}.
	 * @param callback called with the reason by the submitting thread
	 */
	void whenRefused(Consumer<Throwable> callback);

}
