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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.backend.Attempt;
import io.github.raytaskrunner.backend.Attempt.InlineState;
import io.github.raytaskrunner.backend.Attempt.Upstream;
import io.github.raytaskrunner.backend.Attempt.ValueReference;
import io.github.raytaskrunner.backend.AttemptResult;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.serialization.TaskOutcome;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.serialization.UpstreamResult;

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
		List<UpstreamResult> upstreams = new ArrayList<>(attempt.upstreams().size());
		for (Upstream upstream : attempt.upstreams()) {
			if (upstream instanceof InlineState state) {
				upstreams.add(new UpstreamResult(false, state.bytes()));
			}
			else if (upstream instanceof ValueReference reference) {
				byte[] value = this.values.get(reference.attempt());
				if (value == null) {
					return (end) -> end.upstreamsLost(attempt.id(), Map.of(reference.attempt(), "it was released"));
				}
				upstreams.add(new UpstreamResult(true, value));
			}
		}
		listener.started(attempt.id());
		TaskOutcome outcome = this.serializer.execute(attempt.context(), attempt.task(), upstreams, () -> runner);
		return (end) -> {
			byte[] value = outcome.bytes();
			this.values.put(attempt.id(), value);
			end.finished(attempt.id(), new AttemptResult(outcome.failed(), value.length,
					(value.length <= AttemptResult.MAX_PUSHED_BYTES) ? value : null));
		};
	}

}
