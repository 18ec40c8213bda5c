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

import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * A task was not accepted: its runner is not running or is full, the cluster is gone, or
 * an unfinished task has the same key. The message says which.
 */
public final class RayTaskRejectedException extends RejectedExecutionException implements RayTaskRunnerFailure {

	/**
	 * Create a new exception.
	 * @param message why the task was rejected and what to do
	 */
	public RayTaskRejectedException(String message) {
		super(message);
	}

	/**
	 * Create a new exception.
	 * @param message why the task was rejected and what to do
	 * @param cause the cause, or {@code null}
	 */
	public RayTaskRejectedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
