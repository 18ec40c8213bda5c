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

package io.github.raytaskrunner.execution;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent.Progressed;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.serialization.AttemptPayload;
import io.github.raytaskrunner.serialization.ChunkPayload;
import io.github.raytaskrunner.serialization.TaskPayload;
import io.github.raytaskrunner.serialization.TaskSerializer;

/**
 * Runs attempts on the calling thread, from the bytes of their tasks to those of their
 * results. Safe for use by several threads.
 */
public final class AttemptExecutor {

	private final TaskSerializer serializer;

	/**
	 * Create a new executor.
	 * @param serializer reads tasks and writes what they end with
	 */
	public AttemptExecutor(TaskSerializer serializer) {
		this.serializer = serializer;
	}

	/**
	 * Rebuild a task, put what is known of its upstream tasks where their futures were,
	 * and run it. Never throws: whatever the task throws, and a task or value that cannot
	 * travel, is a result that failed.
	 * @param attempt the attempt
	 * @param values the serialized values that the task reads, by the id of their attempt
	 * @param runner gives what takes the place of a runner that the task captured
	 * @param progress told how far the attempt is
	 * @return the result, with its value however large
	 */
	public AttemptResult execute(Attempt attempt, Map<Long, byte[]> values, Supplier<RayTaskRunner> runner,
			Consumer<Progressed> progress) {
		try {
			AttemptPayload payload = this.serializer.open(attempt, values, runner);
			AttemptContexts contexts = new AttemptContexts(attempt, payload.baggage(), runner, progress);
			ContextRuns runs = new ContextRuns(contexts, this.serializer.warnings());
			return runs.run(() -> run(payload, contexts, runs));
		}
		catch (Throwable ex) {
			return new AttemptResult(true, this.serializer.writeFailure(ex));
		}
	}

	private AttemptResult run(AttemptPayload payload, AttemptContexts contexts, ContextRuns runs) throws Exception {
		if (payload instanceof ChunkPayload chunk) {
			return new ChunkRunner(this.serializer, contexts, chunk, runs).run();
		}
		return new SingleRunner(contexts, (TaskPayload) payload, runs).run();
	}

}
