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

/**
 * Callback interface for what is to happen around the tasks of a runner, and around the
 * callbacks of their futures.
 * <p>
 * Interceptors are part of the settings of a runner and travel with these to the workers,
 * for tasks of tasks: they are values. Exceptions are logged; no task fails because of an
 * interceptor. Safe for use by several threads.
 */
@FunctionalInterface
public interface TaskInterceptor {

	/**
	 * Note that a task is being submitted, or all items of a {@code map} together. Called
	 * by the submitting thread.
	 * @param submission the task, and what is to happen to it
	 */
	void submitting(TaskSubmission submission);

	/**
	 * Return a callback that runs with what the calling thread has now, on whatever
	 * thread it runs.
	 * @param callback what users want to be done after a task
	 * @return the callback, by default as it is
	 */
	default Runnable callback(Runnable callback) {
		return callback;
	}

}
