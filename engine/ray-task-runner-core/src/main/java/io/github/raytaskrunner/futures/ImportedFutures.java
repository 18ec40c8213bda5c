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

package io.github.raytaskrunner.futures;

import java.lang.ref.Cleaner;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.scheduling.Scheduler;
import io.github.raytaskrunner.scheduling.Task;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.TaskSpec;
import org.jspecify.annotations.Nullable;

/**
 * Futures of other runners that tasks of this one depend on. Each has a task here that
 * ends as its own does; the value passes through this process, once for all tasks that
 * read it as long as somebody holds the future, and once more if it is lost here.
 */
final class ImportedFutures {

	private final Map<RayTaskFuture<?>, Imported> tasks = Collections.synchronizedMap(new WeakHashMap<>());

	private final Scheduler scheduler;

	private final TaskSerializer serializer;

	private final Cleaner cleaner;

	ImportedFutures(Scheduler scheduler, TaskSerializer serializer, Cleaner cleaner) {
		this.scheduler = scheduler;
		this.serializer = serializer;
		this.cleaner = cleaner;
	}

	/**
	 * Return the task that stands for a future whose value is read.
	 * @param future the future
	 */
	Task toRead(RayTaskFuture<?> future) {
		return this.tasks.compute(future, this::readable).task();
	}

	private Imported readable(RayTaskFuture<?> future, @Nullable Imported known) {
		if (known != null && isReadable(known.task(), future)) {
			return known;
		}
		if (known != null) {
			known.drop().clean();
		}
		return imported(future);
	}

	private boolean isReadable(Task task, RayTaskFuture<?> future) {
		TaskState state = task.state();
		if (state.isCompleted()) {
			return !this.scheduler.values().isLost(task);
		}
		// else the value could not be fetched
		return !state.isFinal() || !future.state().isCompleted();
	}

	private Imported imported(RayTaskFuture<?> future) {
		Task task = task(future);
		Cleaner.Cleanable drop = this.cleaner.register(future, () -> this.scheduler.futuresDropped(List.of(task)));
		future.onDone((done) -> {
			if (done.state().isCompleted()) {
				done.toCompletableFuture().whenComplete((value, failure) -> arrive(task, value, failure));
			}
			else {
				this.scheduler.submissions().arrive(task, done.state(), null);
			}
		});
		return new Imported(task, drop);
	}

	private void arrive(Task task, @Nullable Object value, @Nullable Throwable failure) {
		if (failure != null) {
			this.scheduler.submissions().arrive(task, new TaskState.Failed(failure), null);
			return;
		}
		byte[] bytes;
		try {
			bytes = this.serializer.writeValue(value);
		}
		// whatever it is, those that read the value must not wait for ever
		catch (Throwable ex) {
			this.scheduler.submissions().arrive(task, new TaskState.Failed(ex), null);
			return;
		}
		this.scheduler.submissions().arrive(task, new TaskState.Completed(), bytes);
	}

	/**
	 * Return a task that stands for a future whose end is waited for.
	 * @param future the future
	 */
	Task toWaitFor(RayTaskFuture<?> future) {
		Task task = task(future);
		future.onDone((done) -> this.scheduler.submissions().arrive(task, done.state(), null));
		return task;
	}

	private static Task task(RayTaskFuture<?> future) {
		return new Task(
				new TaskSpec(future.name(), future.name(), future.key(), Resources.DEFAULT, null, 0, null, null, null),
				new byte[0], List.of());
	}

	/**
	 * A task that stands for a future.
	 *
	 * @param task the task
	 * @param drop lets its value go
	 */
	private record Imported(Task task, Cleaner.Cleanable drop) {

	}

}
