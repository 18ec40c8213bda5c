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

import org.springframework.lang.CheckReturnValue;

/**
 * Number of tasks and values at one moment.
 *
 * @param queued tasks that wait for upstream tasks, for a slot or to be run again
 * @param inFlight attempts that were handed to the backend and have not ended there,
 * including those of tasks that were cancelled or timed out meanwhile
 * @param held values of ended tasks that the backend holds because somebody may still ask
 * for them
 */
public record TaskCounts(int queued, int inFlight, int held) {

	/**
	 * No tasks and no values.
	 */
	public static final TaskCounts NONE = new TaskCounts(0, 0, 0);

	/**
	 * Return the sum of these counts and others.
	 * @param other the others
	 * @return the sum
	 */
	@CheckReturnValue
	public TaskCounts plus(TaskCounts other) {
		return new TaskCounts(this.queued + other.queued, this.inFlight + other.inFlight, this.held + other.held);
	}

}
