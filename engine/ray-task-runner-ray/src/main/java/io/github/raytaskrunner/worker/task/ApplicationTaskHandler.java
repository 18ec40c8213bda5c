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

import java.io.IOException;
import java.util.Map;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.execution.AttemptExecutor;
import io.github.raytaskrunner.launch.DefaultsVariable;
import io.github.raytaskrunner.launch.LogVariable;
import io.github.raytaskrunner.launch.ProcessDefaults;
import io.github.raytaskrunner.serialization.BeanReference;
import io.github.raytaskrunner.serialization.TaskBeans;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.threads.CleanThreads;
import io.github.raytaskrunner.worker.TaskHandler;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks with the classes of the application. Created by name from Ray's class
 * loader.
 */
public final class ApplicationTaskHandler implements TaskHandler {

	private final TaskOutput output = new TaskOutput();

	private final TaskSerializer serializer;

	private final AttemptExecutor executor;

	private final CleanThreads threads;

	private final RayThread rayThread;

	private final NestedTasks nestedTasks;

	private final NestedRunner runner;

	/**
	 * Create a new handler.
	 * @param classLoader the class loader of the application
	 * @throws IOException if the defaults of the application cannot be read
	 * @throws ClassNotFoundException if a class of theirs is missing here
	 */
	public ApplicationTaskHandler(ClassLoader classLoader) throws IOException, ClassNotFoundException {
		// before classes of the application keep those of this process
		setDefaults();
		// before anything else uses the application's libraries
		listen(this.output);
		// Ray's own tells only a log of Ray what ended a thread, the JVM's prints it
		Thread.setDefaultUncaughtExceptionHandler(null);
		TaskBeans beans = new ConfiguringBeans(new BeansOnDemand(classLoader,
				new RunnerSettingsReader(new TaskSerializer(classLoader, (captured) -> null)), this::runner,
				System::nanoTime), this.output);
		this.serializer = new TaskSerializer(classLoader, (captured) -> null, beans);
		this.executor = new AttemptExecutor(this.serializer);
		this.threads = new CleanThreads("ray-task", classLoader, null);
		this.rayThread = new RayThread(this.threads);
		this.nestedTasks = new NestedTasks(this.serializer);
		this.runner = new NestedRunner(this.serializer, new RunnerSettingsReader(this.serializer), this.rayThread,
				this.output, this.nestedTasks);
	}

	private static void setDefaults() throws IOException, ClassNotFoundException {
		ProcessDefaults defaults = DefaultsVariable.read();
		if (defaults != null) {
			defaults.set();
		}
	}

	private static void listen(TaskOutput output) {
		try {
			Map<String, String> logLevels = LogVariable.read();
			if (logLevels != null) {
				output.listen(logLevels);
			}
		}
		// tasks run without that, too
		catch (RuntimeException | LinkageError ex) {
			System.err.println("Not all that tasks log is told to the application: " + ex);
		}
	}

	private RayTaskRunner runner() {
		return this.runner.get();
	}

	@Override
	public void run(Work work) {
		this.nestedTasks.begin(work.nestedChanges());
		while (this.rayThread.call(() -> runOnThread(work))) {
			// the rest of the work is for another thread
		}
	}

	/**
	 * Run tasks on the calling thread as long as it can be made as new after each.
	 * @return whether there may be more to run
	 */
	private boolean runOnThread(Work work) {
		Attempt attempt;
		while ((attempt = work.next()) != null) {
			this.output.begin(attempt, work);
			AttemptResult result = this.executor.execute(attempt, work.values(), this.runner, work::progressed);
			this.output.end();
			this.nestedTasks.tell();
			work.end(result);
			if (!this.threads.renew()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Beans whose context configures the loggers of this process when it is made.
	 */
	private record ConfiguringBeans(TaskBeans beans, TaskOutput output) implements TaskBeans {

		@Override
		public @Nullable BeanReference referenceTo(Object captured) {
			return this.beans.referenceTo(captured);
		}

		@Override
		public Object resolve(BeanReference reference) {
			try {
				return this.beans.resolve(reference);
			}
			finally {
				this.output.ensureListening();
			}
		}

		@Override
		public @Nullable Object find(BeanReference reference) {
			try {
				return this.beans.find(reference);
			}
			finally {
				this.output.ensureListening();
			}
		}

		@Override
		public @Nullable Object findIfPresent(BeanReference reference) {
			return this.beans.findIfPresent(reference);
		}

	}

}
