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
import io.github.raytaskrunner.observation.RayTaskObservation.RunHighCardinalityKeyNames;
import io.github.raytaskrunner.observation.RayTaskObservation.RunLowCardinalityKeyNames;
import io.micrometer.common.KeyValues;

/**
 * Default {@link RayTaskRunObservationConvention}.
 */
public class DefaultRayTaskRunObservationConvention implements RayTaskRunObservationConvention {

	@Override
	public String getName() {
		return "ray.task.run";
	}

	@Override
	public String getContextualName(RayTaskReceiverContext context) {
		return "run " + context.getTaskName();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(RayTaskReceiverContext context) {
		return KeyValues.of(RunLowCardinalityKeyNames.NAME.withValue(context.getTaskName()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(RayTaskReceiverContext context) {
		TaskContext attempt = context.getAttempt();
		return KeyValues.of(RunHighCardinalityKeyNames.KEY.withValue(attempt.key()),
				RunHighCardinalityKeyNames.ATTEMPT.withValue(String.valueOf(attempt.attempt())));
	}

}
