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

import java.time.Duration;
import java.time.Instant;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import org.jspecify.annotations.Nullable;

/**
 * A change of the state of a task.
 */
record TaskChange(String group, String name, String key, @Nullable String submitter, int attempt,
		@Nullable TaskState previous, TaskState state, Instant time, Duration queued,
		Duration ran) implements TaskStateChange {

	@Override
	public String toString() {
		return "Task '" + this.name + "' (" + this.key + ") is " + this.state;
	}

}
