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
 * A task ran longer than its time limit. Not to be confused with a caller's wait that was
 * too short, which is a {@link java.util.concurrent.TimeoutException}.
 */
public final class TaskTimedOutException extends RayTaskException {

	private final Duration limit;

	/**
	 * Create a new exception.
	 * @param taskName name of the task
	 * @param taskKey key of the task
	 * @param limit the time limit
	 */
	public TaskTimedOutException(String taskName, String taskKey, Duration limit) {
		super(taskName, taskKey, "ran longer than its time limit of " + limit.toMillis() + " ms", null);
		this.limit = limit;
	}

	/**
	 * Return the time limit of the task.
	 * @return the limit
	 */
	public Duration getLimit() {
		return this.limit;
	}

}
