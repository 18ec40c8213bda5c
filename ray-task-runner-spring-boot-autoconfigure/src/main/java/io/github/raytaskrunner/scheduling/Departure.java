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

import java.util.List;
import java.util.function.Function;

import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.Attempt;
import io.github.raytaskrunner.backend.Attempt.InlineState;
import io.github.raytaskrunner.backend.Attempt.Upstream;
import io.github.raytaskrunner.backend.Attempt.ValueReference;

/**
 * An attempt that the scheduler decided on under its lock. What it reads becomes bytes
 * later and without the lock, for that may run code of users.
 *
 * @param id id of the attempt
 * @param context what the task can read about itself
 * @param task the serialized task
 * @param inputs what the task reads of its upstream tasks
 */
record Departure(long id, TaskContext context, byte[] task, List<Input> inputs) {

	Attempt toAttempt(Function<TaskState, byte[]> stateWriter) {
		return new Attempt(this.id, this.context, this.task,
				this.inputs.stream().map((input) -> input.toUpstream(stateWriter)).toList());
	}

	/**
	 * What a task reads of an upstream task.
	 *
	 * @param attempt id of the attempt whose value it reads if the state is completed
	 * @param state the final state
	 */
	record Input(long attempt, TaskState state) {

		private Upstream toUpstream(Function<TaskState, byte[]> stateWriter) {
			return (this.state.isCompleted()) ? new ValueReference(this.attempt)
					: new InlineState(stateWriter.apply(this.state));
		}

	}

}
