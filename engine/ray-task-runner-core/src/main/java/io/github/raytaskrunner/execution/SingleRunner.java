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

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.serialization.StageValue;
import io.github.raytaskrunner.serialization.TaskPayload;
import org.jspecify.annotations.Nullable;

/**
 * Runs the one task of an attempt on the calling thread.
 */
final class SingleRunner {

	private final AttemptContexts contexts;

	private final TaskPayload payload;

	private final ContextRuns runs;

	/**
	 * Create a new runner.
	 * @param contexts contexts of the attempt
	 * @param payload the task
	 * @param runs what is around the attempt
	 */
	SingleRunner(AttemptContexts contexts, TaskPayload payload, ContextRuns runs) {
		this.contexts = contexts;
		this.payload = payload;
		this.runs = runs;
	}

	AttemptResult run() throws Exception {
		Object task = this.payload.task();
		Object value = this.contexts.ofTask()
			.<@Nullable Object>call(() -> this.runs.<@Nullable Object>call(() -> call(task)));
		return new AttemptResult(false, this.payload.writeValue(value));
	}

	private static @Nullable Object call(Object task) throws Exception {
		if (task instanceof RayCallable<?> callable) {
			return StageValue.awaited(callable.call());
		}
		((RayRunnable) task).run();
		return null;
	}

}
