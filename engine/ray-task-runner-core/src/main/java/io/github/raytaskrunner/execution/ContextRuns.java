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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.propagation.TaskRun;
import io.github.raytaskrunner.serialization.Warnings;
import org.jspecify.annotations.Nullable;

/**
 * All that is around an attempt, from before its task is read until its result is
 * written. What fails of it is said, and is no failure of the task. For the thread that
 * runs the attempt.
 */
final class ContextRuns {

	private final Warnings warnings;

	private final List<TaskRun> runs = new ArrayList<>();

	private @Nullable Throwable failure;

	/**
	 * Begin an attempt.
	 * @param contexts contexts of the attempt
	 * @param warnings told what fails
	 */
	ContextRuns(AttemptContexts contexts, Warnings warnings) {
		this.warnings = warnings;
		TaskContext attempt = contexts.ofTask();
		contexts.baggage().contexts().forEach((context) -> attempt(() -> {
			TaskRun run = context.begin(attempt);
			if (run != null) {
				this.runs.add(run);
			}
		}));
	}

	/**
	 * Run the attempt, which ends with that.
	 * @param attempt reads its task, runs it and writes its result
	 * @return the result
	 * @throws Exception what fails of that
	 */
	AttemptResult run(Callable<AttemptResult> attempt) throws Exception {
		try {
			return attempt.call();
		}
		catch (Throwable ex) {
			failed(ex);
			throw ex;
		}
		finally {
			this.runs.forEach((run) -> attempt(() -> run.end(this.failure)));
		}
	}

	/**
	 * Note that the attempt fails, or an item of it. The first reason counts.
	 * @param reason why
	 */
	void failed(Throwable reason) {
		this.failure = (this.failure != null) ? this.failure : reason;
	}

	/**
	 * Run a task, or an item, on the calling thread with all that belongs to it.
	 * @param <T> the type of the value
	 * @param task the task
	 * @return its value
	 * @throws Exception what the task throws
	 */
	<T extends @Nullable Object> T call(Callable<T> task) throws Exception {
		List<TaskRun.Scope> scopes = new ArrayList<>(this.runs.size());
		this.runs.forEach((run) -> attempt(() -> scopes.add(run.open())));
		try {
			return task.call();
		}
		finally {
			for (int i = scopes.size() - 1; i >= 0; i--) {
				attempt(scopes.get(i)::close);
			}
		}
	}

	private void attempt(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException | LinkageError ex) {
			this.warnings.once("Tasks run without something that their submitter has: " + ex);
		}
	}

}
