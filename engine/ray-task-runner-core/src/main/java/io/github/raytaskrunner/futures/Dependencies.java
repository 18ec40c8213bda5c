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
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.scheduling.Dependency;
import io.github.raytaskrunner.scheduling.Scheduler;
import io.github.raytaskrunner.scheduling.Task;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.waiting.FailureTolerant;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what tasks depend on. Safe for use by several threads.
 */
public final class Dependencies {

	private final Futures futures;

	private final ImportedFutures imported;

	/**
	 * Create dependencies of the tasks of a runner.
	 * @param futures its futures
	 * @param scheduler runs its tasks
	 * @param serializer writes values of tasks of other runners
	 * @param cleaner tells when nobody holds the futures of these any more
	 */
	public Dependencies(Futures futures, Scheduler scheduler, TaskSerializer serializer, Cleaner cleaner) {
		this.futures = futures;
		this.imported = new ImportedFutures(scheduler, serializer, cleaner);
	}

	/**
	 * Return what a task depends on.
	 * @param captured the futures that it captured
	 * @param options its options
	 * @return the dependencies, those on what it captured first and in order
	 */
	public List<Dependency> of(List<RayTaskFuture<?>> captured, TaskOptions options) {
		List<Dependency> dependencies = new ArrayList<>(0);
		captured.forEach((future) -> dependencies.add(dependency(future, true)));
		options.waitFor().forEach((future) -> dependencies.add(dependency(future, false)));
		return List.copyOf(dependencies);
	}

	private Dependency dependency(RayTaskFuture<?> future, boolean read) {
		RayTaskFuture<?> viewed = (future instanceof FailureAllowed<?> view) ? view.future() : future;
		boolean failureAllowed = future instanceof FailureTolerant tolerant && tolerant.allowsFailure();
		return new Dependency(upstream(viewed, read), read, failureAllowed);
	}

	private Task upstream(RayTaskFuture<?> future, boolean read) {
		Task own = ownTask(future);
		if (own != null) {
			return own;
		}
		return read ? this.imported.toRead(future) : this.imported.toWaitFor(future);
	}

	private @Nullable Task ownTask(RayTaskFuture<?> future) {
		if (future instanceof TaskFuture<?> own && own.futures() == this.futures) {
			return own.task();
		}
		return (future instanceof CompletedItem<?> item && item.futures() == this.futures) ? item.task() : null;
	}

}
