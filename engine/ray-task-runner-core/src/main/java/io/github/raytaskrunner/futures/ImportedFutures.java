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
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
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

	private final Map<RayTaskFuture<?>, Imported> tasks = new WeakHashMap<>();

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
		Task fresh = task(future);
		Task task = readable(future, fresh);
		if (task == fresh) {
			// not in the monitor: if the future has ended, this writes its value
			arriveAfter(future, task);
		}
		return task;
	}

	private synchronized Task readable(RayTaskFuture<?> future, Task fresh) {
		Imported imported = readable(future, this.tasks.remove(future), fresh);
		this.tasks.put(future, imported);
		return imported.task();
	}

	private Imported readable(RayTaskFuture<?> future, @Nullable Imported known, Task fresh) {
		RayTaskFuture<?> holder = (known != null) ? known.holder().get() : null;
		if (known == null || holder == null) {
			return heldBy(future, fresh);
		}
		if (!isReadable(known.task(), future)) {
			known.drop().clean();
			return heldBy(future, fresh);
		}
		if (holder == future) {
			return known;
		}
		// equal, but it may be held for longer
		this.scheduler.futureOpened(known.task());
		Reference.reachabilityFence(holder);
		return heldBy(future, known.task());
	}

	private Imported heldBy(RayTaskFuture<?> future, Task task) {
		Cleaner.Cleanable drop = this.cleaner.register(future, () -> this.scheduler.futuresDropped(List.of(task)));
		return new Imported(task, new WeakReference<>(future), drop);
	}

	private boolean isReadable(Task task, RayTaskFuture<?> future) {
		TaskState state = task.state();
		if (state.isCompleted()) {
			return !this.scheduler.values().isLost(task);
		}
		// else the value could not be fetched
		return !state.isFinal() || !future.state().isCompleted();
	}

	private void arriveAfter(RayTaskFuture<?> future, Task task) {
		future.onDone((done) -> {
			if (done.state().isCompleted()) {
				done.toCompletableFuture().whenComplete((value, failure) -> arrive(task, value, failure));
			}
			else {
				this.scheduler.submissions().arrive(task, done.state(), null);
			}
		});
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
		return new Task(new TaskSpec(future.name(), future.name(), future.key(), Resources.DEFAULT, null, 0, null, null,
				null, 0), new byte[0], List.of());
	}

	/**
	 * A task that stands for a future.
	 *
	 * @param task the task
	 * @param holder the future
	 * @param drop lets its value go, as when nobody holds the future any more
	 */
	private record Imported(Task task, WeakReference<RayTaskFuture<?>> holder, Cleaner.Cleanable drop) {

	}

}
