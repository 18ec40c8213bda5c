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

import java.util.function.Supplier;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.jspecify.annotations.Nullable;

/**
 * The runner of the tasks in this worker process, started when a task first captured one,
 * with the settings of the application's runner. It ends with the process.
 */
final class NestedRunner implements Supplier<RayTaskRunner> {

	private final TaskSerializer serializer;

	private final Supplier<RunnerSettings> settings;

	private final RayThread rayThread;

	private final TaskOutput output;

	private final NestedTasks tasks;

	private @Nullable ObservableRayTaskRunner runner;

	NestedRunner(TaskSerializer serializer, Supplier<RunnerSettings> settings, RayThread rayThread, TaskOutput output,
			NestedTasks tasks) {
		this.serializer = serializer;
		this.settings = settings;
		this.rayThread = rayThread;
		this.output = output;
		this.tasks = tasks;
	}

	@Override
	public synchronized RayTaskRunner get() {
		ObservableRayTaskRunner runner = this.runner;
		if (runner == null) {
			RunnerSettings settings = this.settings.get().withinTask(Runtime.getRuntime().maxMemory() / 4);
			DefaultRayTaskRunner started = new DefaultRayTaskRunner(settings,
					() -> new NestedBackend(this.rayThread, this.output, this.tasks), this.serializer);
			started.addListener(this.tasks);
			started.start();
			this.runner = started;
			runner = started;
		}
		this.tasks.use(runner);
		return runner;
	}

}
