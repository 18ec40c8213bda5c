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

import io.github.raytaskrunner.TaskContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Makes the observations of tasks in one process. Safe for use by several threads.
 *
 * @param registry registry of the observations
 * @param taskConvention convention of {@link RayTaskObservation#TASK}, or {@code null}
 * for the default
 * @param runConvention convention of {@link RayTaskObservation#RUN}, or {@code null} for
 * the default
 */
public record TaskObservations(ObservationRegistry registry, @Nullable RayTaskObservationConvention taskConvention,
		@Nullable RayTaskRunObservationConvention runConvention) {

	private static final RayTaskObservationConvention DEFAULT_TASK = new DefaultRayTaskObservationConvention();

	private static final RayTaskRunObservationConvention DEFAULT_RUN = new DefaultRayTaskRunObservationConvention();

	Observation ofTask(RayTaskSenderContext context) {
		return RayTaskObservation.TASK.observation(this.taskConvention, DEFAULT_TASK, () -> context, this.registry);
	}

	/**
	 * Return whether the runs of a task are observed.
	 * @param task the task
	 * @return whether nothing of the application switches that off
	 */
	boolean observesRuns(RayTaskSenderContext task) {
		TaskContext attempt = new TaskContext(task.getTaskName(), task.getKey(), 1);
		return !ofRun(new RayTaskReceiverContext(task.getTaskName(), attempt, task.headers())).isNoop();
	}

	Observation ofRun(RayTaskReceiverContext context) {
		return RayTaskObservation.RUN.observation(this.runConvention, DEFAULT_RUN, () -> context, this.registry);
	}

}
