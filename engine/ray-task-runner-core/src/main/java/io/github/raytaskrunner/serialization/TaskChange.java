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

package io.github.raytaskrunner.serialization;

import java.time.Duration;
import java.time.Instant;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import org.jspecify.annotations.Nullable;

/**
 * A change of the state of a task.
 *
 * @param group name that the task has in common with those that do the same
 * @param name name of the task
 * @param key key of the task
 * @param submitter key of the task that submitted it, or {@code null} if none did
 * @param attempt number of the last attempt, or zero
 * @param previous the state before, or {@code null} if it was just submitted
 * @param state the state
 * @param time when the task got the state
 * @param queued how long it waited before its first attempt
 * @param ran how long its last attempt ran
 */
public record TaskChange(String group, String name, String key, @Nullable String submitter, int attempt,
		@Nullable TaskState previous, TaskState state, Instant time, Duration queued,
		Duration ran) implements TaskStateChange {

	@Override
	public String toString() {
		return "Task '" + this.name + "' (" + this.key + ") is " + this.state;
	}

}
