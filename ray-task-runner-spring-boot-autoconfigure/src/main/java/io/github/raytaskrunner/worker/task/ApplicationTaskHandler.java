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

package io.github.raytaskrunner.worker.task;

import java.util.List;

import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.serialization.TaskOutcome;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.serialization.UpstreamResult;
import io.github.raytaskrunner.threads.CleanThreads;
import io.github.raytaskrunner.worker.TaskHandler;
import io.github.raytaskrunner.worker.TaskResult;
import io.github.raytaskrunner.worker.TaskResult.Status;

/**
 * Runs tasks with the classes of the application. Created by name from Ray's class
 * loader.
 */
public final class ApplicationTaskHandler implements TaskHandler {

	private final TaskSerializer serializer;

	private final RayThread rayThread;

	private final NestedRunner runner;

	/**
	 * Create a new handler.
	 * @param classLoader the class loader of the application
	 */
	public ApplicationTaskHandler(ClassLoader classLoader) {
		this.serializer = new TaskSerializer(classLoader, (captured) -> null);
		this.rayThread = new RayThread(new CleanThreads("ray-task", classLoader, null));
		this.runner = new NestedRunner(this.serializer, this.rayThread);
	}

	@Override
	public TaskResult run(Context context, byte[] task, List<Upstream> upstreams) {
		TaskContext taskContext = new TaskContext(context.name(), context.key(), context.attempt());
		List<UpstreamResult> results = upstreams.stream()
			.map((upstream) -> new UpstreamResult(upstream.completed(), upstream.bytes()))
			.toList();
		TaskOutcome outcome = this.rayThread
			.call(() -> this.serializer.execute(taskContext, task, results, this.runner));
		return new TaskResult(outcome.failed() ? Status.FAILED : Status.COMPLETED, outcome.bytes());
	}

}
