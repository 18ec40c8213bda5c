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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.execution.AttemptExecutor;

/**
 * Runs attempts on the calling thread. Safe for use by several threads.
 */
final class AttemptRunner {

	private final AttemptExecutor executor;

	private final Map<Long, byte[]> values;

	/**
	 * Create a new runner of attempts.
	 * @param executor runs their tasks
	 * @param values values by id of the attempt, of which each attempt reads some and
	 * adds one
	 */
	AttemptRunner(AttemptExecutor executor, Map<Long, byte[]> values) {
		this.executor = executor;
		this.values = values;
	}

	/**
	 * Run an attempt.
	 * @param attempt the attempt
	 * @param runner the runner that the task may submit tasks to
	 * @param listener told that it starts
	 * @param progress told of its progress
	 * @return keeps its value and returns how it has ended, if that is of interest
	 */
	Supplier<AttemptEvent> run(Attempt attempt, RayTaskRunner runner, AttemptListener listener,
			Consumer<AttemptEvent.Progressed> progress) {
		Map<Long, byte[]> read = new HashMap<>();
		for (Upstream upstream : attempt.upstreams()) {
			if (upstream instanceof Upstream.Value reference) {
				byte[] value = this.values.get(reference.attempt());
				if (value == null) {
					return () -> new AttemptEvent.UpstreamsLost(attempt.id(),
							Map.of(reference.attempt(), "it was released"));
				}
				read.put(reference.attempt(), value);
			}
		}
		listener.happened(List.of(new AttemptEvent.Started(attempt.id())));
		long start = System.nanoTime();
		AttemptResult result = this.executor.execute(attempt, read, () -> runner, progress);
		long nanos = System.nanoTime() - start;
		return () -> {
			this.values.put(attempt.id(), Objects.requireNonNull(result.value()));
			return new AttemptEvent.Finished(attempt.id(), result.withoutLargeValue(), nanos);
		};
	}

}
