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

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.serialization.graph.RefusedException;
import io.github.raytaskrunner.serialization.graph.StandIn;
import io.github.raytaskrunner.serialization.graph.Substitution;
import io.github.raytaskrunner.serialization.graph.Surroundings;

/**
 * Lets nothing of a runner travel that a task captured: where the task runs, the runner
 * of that place takes its part.
 */
final class RunnerSubstitution implements Substitution {

	@Override
	public boolean isFor(Class<?> type) {
		return RayTaskRunner.class.isAssignableFrom(type);
	}

	@Override
	public Object substitute(Object object, Surroundings surroundings) {
		if (!(surroundings instanceof Upstreams upstreams)) {
			throw new RefusedException(object, "a runner belongs to the process it is used in");
		}
		upstreams.found((RayTaskRunner) object);
		return new RunnerOfTheTask();
	}

	private record RunnerOfTheTask() implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return ((TaskInputs) surroundings).runner().get();
		}

	}

}
