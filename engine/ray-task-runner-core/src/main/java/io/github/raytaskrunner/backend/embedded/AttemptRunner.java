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

package io.github.raytaskrunner.backend.embedded;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.serialization.TaskSerializer;

/**
 * Runs attempts on the calling thread. Safe for use by several threads.
 */
final class AttemptRunner {

	private final TaskSerializer serializer;

	private final Map<Long, byte[]> values;

	/**
	 * Create a new runner of attempts.
	 * @param serializer opens and runs tasks
	 * @param values values by id of the attempt, of which each attempt reads some and
	 * adds one
	 */
	AttemptRunner(TaskSerializer serializer, Map<Long, byte[]> values) {
		this.serializer = serializer;
		this.values = values;
	}

	/**
	 * Run an attempt.
	 * @param attempt the attempt
	 * @param runner the runner that the task may submit tasks to
	 * @param listener told that it starts
	 * @return keeps its value and tells how it has ended, if that is of interest
	 */
	Consumer<BackendListener> run(Attempt attempt, RayTaskRunner runner, BackendListener listener) {
		Map<Long, byte[]> read = new HashMap<>();
		for (Upstream upstream : attempt.upstreams()) {
			if (upstream instanceof Upstream.Value reference) {
				byte[] value = this.values.get(reference.attempt());
				if (value == null) {
					return (end) -> end.upstreamsLost(attempt.id(), Map.of(reference.attempt(), "it was released"));
				}
				read.put(reference.attempt(), value);
			}
		}
		listener.started(attempt.id());
		AttemptResult result = this.serializer.execute(attempt, read, () -> runner);
		return (end) -> {
			this.values.put(attempt.id(), Objects.requireNonNull(result.value()));
			end.finished(attempt.id(), result.withoutLargeValue());
		};
	}

}
