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
import io.github.raytaskrunner.observation.RayTaskObservation.TaskHighCardinalityKeyNames;
import io.github.raytaskrunner.observation.RayTaskObservation.TaskLowCardinalityKeyNames;
import io.micrometer.common.KeyValues;

/**
 * Default {@link RayTaskObservationConvention}.
 */
public class DefaultRayTaskObservationConvention implements RayTaskObservationConvention {

	@Override
	public String getName() {
		return "ray.task";
	}

	@Override
	public String getContextualName(RayTaskSenderContext context) {
		return "task " + context.getTaskName();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(RayTaskSenderContext context) {
		return KeyValues.of(TaskLowCardinalityKeyNames.NAME.withValue(context.getTaskName()),
				TaskLowCardinalityKeyNames.STATE.withValue(state(context)));
	}

	private static String state(RayTaskSenderContext context) {
		TaskState state = context.getState();
		if (state != null) {
			return state.label();
		}
		return (context.getError() != null) ? "refused" : "none";
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(RayTaskSenderContext context) {
		return KeyValues.of(TaskHighCardinalityKeyNames.KEY.withValue(context.getKey()));
	}

}
