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

package io.github.raytaskrunner.observation;

import java.util.Map;

import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.propagation.PropagatedContext;
import io.github.raytaskrunner.propagation.TaskRun;
import io.github.raytaskrunner.serialization.NamedBean;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Observes the runs of a task. Where there are no observations yet they are made for the
 * sake of a trace that goes on there, and for nothing else.
 *
 * @param observations the observations of the process
 * @param taskName name of the task
 * @param headers what tells of the trace
 */
record ObservedRun(NamedBean<TaskObservations> observations, String taskName,
		Map<String, String> headers) implements PropagatedContext {

	@Override
	public @Nullable TaskRun begin(TaskContext attempt) {
		TaskObservations observations = this.headers.isEmpty() ? this.observations.findIfPresent()
				: this.observations.find();
		if (observations == null) {
			return null;
		}
		return new Running(
				observations.ofRun(new RayTaskReceiverContext(this.taskName, attempt, this.headers)).start());
	}

	@Override
	public String toString() {
		return "the trace of the submitter";
	}

	private record Running(Observation observation) implements TaskRun {

		@Override
		public Scope open() {
			return this.observation.openScope()::close;
		}

		@Override
		public void end(@Nullable Throwable failure) {
			if (failure != null) {
				this.observation.error(failure);
			}
			this.observation.stop();
		}

	}

}
