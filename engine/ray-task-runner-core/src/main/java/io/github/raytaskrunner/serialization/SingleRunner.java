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

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import org.jspecify.annotations.Nullable;

/**
 * Runs the one task of an attempt on the calling thread.
 */
final class SingleRunner {

	private final TaskSerializer serializer;

	private final AttemptContexts contexts;

	private final int offset;

	private final TaskInputs inputs;

	private final ContextRuns runs;

	/**
	 * Create a new runner.
	 * @param serializer reads and writes the rest
	 * @param contexts contexts of the attempt
	 * @param offset where the graph of its task begins
	 * @param inputs what takes the place of futures and runners
	 */
	SingleRunner(TaskSerializer serializer, AttemptContexts contexts, int offset, TaskInputs inputs) {
		this.serializer = serializer;
		this.contexts = contexts;
		this.offset = offset;
		this.inputs = inputs;
		this.runs = serializer.begin(contexts);
	}

	AttemptResult run() throws Exception {
		return this.runs.run(this::runTask);
	}

	private AttemptResult runTask() throws Exception {
		Attempt attempt = this.contexts.attempt();
		Object task = this.serializer.readTask(attempt.task(), this.offset, this.inputs);
		Object value = this.contexts.ofTask()
			.<@Nullable Object>call(() -> this.runs.<@Nullable Object>call(() -> call(task)));
		return new AttemptResult(false,
				this.serializer.values().write("The value of task '" + attempt.name() + "'", value));
	}

	private static @Nullable Object call(Object task) throws Exception {
		if (task instanceof RayCallable<?> callable) {
			return StageValue.awaited(callable.call());
		}
		((RayRunnable) task).run();
		return null;
	}

}
