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

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.serialization.graph.RefusedException;
import io.github.raytaskrunner.serialization.graph.StandIn;
import io.github.raytaskrunner.serialization.graph.Substitution;
import io.github.raytaskrunner.serialization.graph.Surroundings;

/**
 * Lets a future travel as a reference to an upstream task, or with its value or state if
 * it is one of those that a task got in place of its upstream tasks.
 */
final class FutureSubstitution implements Substitution {

	@Override
	public boolean isFor(Class<?> type) {
		return RayTaskFuture.class.isAssignableFrom(type);
	}

	@Override
	public Object substitute(Object object, Surroundings surroundings) {
		RayTaskFuture<?> future = (RayTaskFuture<?>) object;
		if (future instanceof ResolvedFuture resolved) {
			return new Resolved(future.key(), future.name(), resolved.hasCompleted(), resolved.bytes());
		}
		if (!(surroundings instanceof Upstreams upstreams)) {
			throw new RefusedException(object,
					"the future of a task that was submitted here belongs to this process; return its result()");
		}
		return new Captured(future.key(), future.name(), upstreams.indexOf(future));
	}

	private record Captured(String key, String name, int index) implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return ((TaskInputs) surroundings).future(this.key, this.name, this.index);
		}

	}

	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Resolved(String key, String name, boolean completed, byte[] bytes) implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return new ResolvedFuture(this.key, this.name, this.completed, this.bytes,
					((TaskInputs) surroundings).reader());
		}

	}

}
