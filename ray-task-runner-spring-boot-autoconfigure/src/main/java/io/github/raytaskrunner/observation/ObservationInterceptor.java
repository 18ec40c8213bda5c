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

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.propagation.TaskInterceptor;
import io.github.raytaskrunner.propagation.TaskSubmission;
import io.github.raytaskrunner.serialization.NamedBean;
import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;

/**
 * Observes tasks. A callback runs within the observation that was current where it was
 * added, or within none if there was none.
 *
 * @param observations the observations of the process
 */
public record ObservationInterceptor(NamedBean<TaskObservations> observations) implements TaskInterceptor {

	@Override
	public void submitting(TaskSubmission submission) {
		TaskObservations observations = this.observations.findIfPresent();
		if (observations == null || observations.registry().isNoop()) {
			return;
		}
		RayTaskSenderContext context = new RayTaskSenderContext(submission.name(), submission.key());
		Observation observation = observations.ofTask(context).start();
		if (observations.observesRuns(context)) {
			submission.propagate(new ObservedRun(this.observations, submission.name(), context.headers()));
		}
		submission.whenEnded((state) -> {
			context.setState(state);
			if (!state.isCompleted()) {
				observation.error(failure(state, submission));
			}
			observation.stop();
		});
		submission.whenRefused((reason) -> {
			observation.error(reason);
			observation.stop();
		});
	}

	private static Throwable failure(TaskState state, TaskSubmission submission) {
		Throwable exception = state.exception();
		return (exception != null) ? exception : state.failure(submission.name(), submission.key());
	}

	@Override
	public Runnable callback(Runnable callback) {
		TaskObservations observations = this.observations.findIfPresent();
		if (observations == null || observations.registry().isNoop()) {
			return callback;
		}
		Observation current = observations.registry().getCurrentObservation();
		Observation observed = (current != null) ? current : new NullObservation(observations.registry()).start();
		return () -> run(callback, observed);
	}

	private static void run(Runnable callback, Observation observed) {
		try (Observation.Scope scope = observed.openScope()) {
			callback.run();
		}
	}

}
