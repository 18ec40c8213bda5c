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

package io.github.raytaskrunner.autoconfigure.annotation;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;

/**
 * Runs what can travel as tasks of a {@link RayTaskRunner}, and calls of asynchronous
 * methods as calls of the bean where the task runs. Safe for use by several threads.
 */
final class RayTaskExecutor implements AsyncTaskExecutor {

	private static final String ASYNC_METHOD = AsyncExecutionInterceptor.class.getName();

	private static final String ASYNC_REQUEST = "org.springframework.web.context.request.async.";

	private final RayTaskRunner runner;

	private final AsyncCallInterceptor calls;

	private final TaskEntrance entrance;

	RayTaskExecutor(RayTaskRunner runner, AsyncCallInterceptor calls, TaskEntrance entrance) {
		this.runner = runner;
		this.calls = calls;
		this.entrance = entrance;
	}

	@Override
	public void execute(Runnable task) {
		requireThatItMayTravel(task);
		accepted(() -> this.runner.execute(task::run));
	}

	@Override
	public Future<?> submit(Runnable task) {
		return submitCompletable(task);
	}

	@Override
	public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
		return submitCompletable(task);
	}

	@Override
	public CompletableFuture<@Nullable Void> submitCompletable(Runnable task) {
		requireThatItMayTravel(task);
		return accepted(() -> this.runner.execute(task::run)).toCompletableFuture();
	}

	@Override
	public <T extends @Nullable Object> CompletableFuture<T> submitCompletable(Callable<T> task) {
		if (task.getClass().getName().startsWith(ASYNC_METHOD)) {
			return call(task);
		}
		requireThatItMayTravel(task);
		return accepted(() -> this.runner.submit(task::call)).toCompletableFuture();
	}

	@SuppressWarnings("unchecked")
	private <T extends @Nullable Object> CompletableFuture<T> call(Callable<T> task) {
		if (this.entrance.pass()) {
			return run(task);
		}
		BeanCall call = this.calls.current();
		if (call == null) {
			throw new TaskRejectedException(
					"An asynchronous method that no bean's proxy intercepted cannot run on Ray: "
							+ "Spring has to make its class a bean");
		}
		return (CompletableFuture<T>) accepted(() -> submitter(call.taskName()).submit(call)).toCompletableFuture();
	}

	private RayTaskSubmitter submitter(String name) {
		return (TaskOptions.current().name() != null) ? this.runner : this.runner.with((options) -> options.name(name));
	}

	// the task is there, and this is what it does
	private static <T extends @Nullable Object> CompletableFuture<T> run(Callable<T> task) {
		try {
			return CompletableFuture.completedFuture(task.call());
		}
		catch (Exception ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static <F> F accepted(Supplier<F> submission) {
		try {
			return submission.get();
		}
		catch (RejectedExecutionException | InterruptedWaitException ex) {
			throw new TaskRejectedException(String.valueOf(ex.getMessage()), ex);
		}
	}

	// a copy of these would run, and nobody here would hear of its end
	private static void requireThatItMayTravel(Object task) {
		if (task.getClass().getName().startsWith(ASYNC_REQUEST)) {
			throw new TaskRejectedException("An asynchronous request of Spring MVC or WebFlux cannot run on Ray, as it "
					+ "is bound to its connection. Let the controller return runner.submit(…).toCompletableFuture()");
		}
		if (task instanceof Future<?> || task instanceof CompletableFuture.AsynchronousCompletionTask) {
			throw new TaskRejectedException(task.getClass().getName() + " cannot run on Ray, as its result belongs to "
					+ "this process. Call submit or submitCompletable of this executor with what computes it");
		}
	}

}
