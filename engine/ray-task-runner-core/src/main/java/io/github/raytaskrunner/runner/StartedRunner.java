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

package io.github.raytaskrunner.runner;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.ClusterFigures;
import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.ResultCaches;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskInFlight;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.caching.CachedTasks;
import io.github.raytaskrunner.futures.Dependencies;
import io.github.raytaskrunner.futures.Futures;
import io.github.raytaskrunner.futures.TaskFuture;
import io.github.raytaskrunner.hooks.Callbacks;
import io.github.raytaskrunner.hooks.FailureReader;
import io.github.raytaskrunner.hooks.Interceptors;
import io.github.raytaskrunner.hooks.Submission;
import io.github.raytaskrunner.hooks.TaskListeners;
import io.github.raytaskrunner.scheduling.Outbox;
import io.github.raytaskrunner.scheduling.Overview;
import io.github.raytaskrunner.scheduling.Scheduler;
import io.github.raytaskrunner.scheduling.Task;
import io.github.raytaskrunner.serialization.Baggage;
import io.github.raytaskrunner.serialization.SerializedTask;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.settings.TaskSpec;
import io.github.raytaskrunner.settings.TaskSpecs;
import io.github.raytaskrunner.threads.TimerThread;
import io.github.raytaskrunner.waiting.Waiter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * All that lives from one start of a runner to its stop: the backend, the scheduler and
 * the threads.
 */
final class StartedRunner {

	private static final Log logger = LogFactory.getLog(StartedRunner.class);

	/**
	 * Number of futures that a stream of them holds: enough to keep many slots busy.
	 */
	private static final int MAX_WINDOW = 10_000;

	private final Backend backend;

	private final RunnerSettings settings;

	private final TaskSerializer serializer;

	private final Outbox outbox = new Outbox("ray-scheduler", "The backend");

	private final Outbox told = new Outbox("ray-listener", "A task listener");

	private final Callbacks callbacks = new Callbacks();

	private final TimerThread timer = new TimerThread("ray-timer");

	private final Futures futures;

	private final FailureReader failureReader;

	private final Scheduler scheduler;

	private final Dependencies dependencies;

	private final TaskSpecs specs;

	private final DemandCheck demandCheck;

	private final PythonCalls pythonCalls;

	private final Interceptors interceptors;

	private final GroupRunner groups;

	private final CachedTasks cached;

	StartedRunner(Backend backend, TaskSerializer serializer, TaskListeners listeners, ResultCaches caches,
			Cleaner cleaner, RunnerSettings settings, AtomicLong attemptIds) {
		this.backend = backend;
		this.settings = settings;
		this.serializer = serializer;
		this.failureReader = new FailureReader(serializer);
		this.scheduler = new Scheduler(settings, backend, this.outbox, this.told, this.timer, this.failureReader,
				serializer::writeState, serializer::readNestedChange, listeners, attemptIds);
		this.specs = new TaskSpecs(settings);
		this.demandCheck = new DemandCheck(backend);
		this.pythonCalls = new PythonCalls(backend, this.specs, this.demandCheck);
		this.interceptors = new Interceptors(settings.interceptors());
		this.futures = new Futures(this.scheduler, serializer, backend::await, listeners, this.interceptors,
				this.callbacks);
		this.dependencies = new Dependencies(this.futures, this.scheduler, serializer, cleaner);
		this.groups = new GroupRunner(this, this.scheduler, serializer, this.specs, this.demandCheck, this.dependencies,
				cleaner);
		this.cached = new CachedTasks(this.scheduler, serializer, this.timer, caches, System::nanoTime);
	}

	BackendInfo start(RayTaskRunner runner) {
		return this.backend.start(runner, this.settings.serializedBy(this.serializer.withoutBeans()), this.scheduler);
	}

	/**
	 * Begin to run tasks, and to tell of it.
	 * @param info what is known about the backend, which has started
	 */
	void open(BackendInfo info) {
		this.scheduler.open(info);
	}

	BackendInfo backend() {
		return this.scheduler.backend();
	}

	RunnerStatus status() {
		return this.scheduler.status();
	}

	/**
	 * Return what waits for tasks.
	 * @return waits on behalf of the caller
	 */
	Waiter waiter() {
		return this.backend::await;
	}

	/**
	 * Return how many futures a stream of them may hold.
	 * @return the number, not more than tasks may be unfinished
	 */
	int streamWindow() {
		return Math.min(this.settings.maxUnfinished(), MAX_WINDOW);
	}

	<T extends @Nullable Object> RayTaskFuture<T> submit(TaskOptions options, Object task) {
		return submit(options, task, task, null);
	}

	/**
	 * Submit a task.
	 * @param options the options
	 * @param task the task
	 * @param named gives the task its name unless the options do
	 * @param item name of the item that the task is for, or {@code null}
	 * @return the future
	 */
	<T extends @Nullable Object> TaskFuture<T> submit(TaskOptions options, Object task, Object named,
			@Nullable String item) {
		TaskSpec spec = this.specs.of(options, this.serializer.nameOf(named), item, depth());
		Submission submission = this.interceptors.submitting(spec.commonName(), spec.key());
		try {
			this.scheduler.checkAccepting();
			this.demandCheck.check(spec);
			this.pythonCalls.check(task);
			SerializedTask serialized = this.serializer.serialize(task, spec.name(),
					Baggage.ofSubmitter(submission.contexts()));
			Task submitted = new Task(spec, serialized.bytes(), this.dependencies.of(serialized.upstreams(), options));
			TaskFuture<T> future = this.futures.open(submitted);
			if (spec.cacheKey() != null) {
				this.cached.submit(submitted, spec.cacheKey(), serialized, options);
			}
			else {
				this.scheduler.submissions().submit(submitted);
			}
			// Only now do the upstream tasks know that their values are still needed.
			Reference.reachabilityFence(serialized);
			submission.accepted(submitted.done(), this.callbacks);
			return future;
		}
		catch (Throwable ex) {
			submission.refused(ex);
			throw ex;
		}
	}

	/**
	 * Return what makes calls of Python functions for tasks.
	 * @return makes them on behalf of the calling thread
	 */
	PythonCalls pythonCalls() {
		return this.pythonCalls;
	}

	/**
	 * Return how many tasks of this process may wait for what the calling thread submits,
	 * each for the next.
	 * @return the number, 0 unless the thread runs a task
	 */
	int depth() {
		Long attempt = this.backend.currentAttempt();
		return (attempt != null) ? this.scheduler.depthWithin(attempt) : 0;
	}

	<T extends @Nullable Object> RayTaskFuture<T> put(T value) {
		return put(value, this.serializer::writeValue);
	}

	<T extends @Nullable Object> RayTaskFuture<T> putShared(T value) {
		return put(value, this.serializer::writeSharedValue);
	}

	private <T extends @Nullable Object> RayTaskFuture<T> put(T value, Function<@Nullable Object, byte[]> writer) {
		this.scheduler.checkAccepting();
		byte[] bytes = writer.apply(value);
		awaitRoomForValue();
		Task task = Task.completed(this.specs.of(TaskOptions.none(), "put", null, 0));
		TaskFuture<T> future = this.futures.open(task);
		this.scheduler.submissions().put(task, bytes);
		return future;
	}

	private void awaitRoomForValue() {
		try {
			this.backend.awaitRoomForValue();
		}
		catch (InterruptedException ex) {
			throw InterruptedWaitException.of("room for a value, which was not put", ex);
		}
	}

	Futures futures() {
		return this.futures;
	}

	GroupRunner groups() {
		return this.groups;
	}

	boolean awaitListeners(Duration timeout) throws InterruptedException {
		return this.told.await(timeout);
	}

	Executor callbacks() {
		return this.callbacks;
	}

	Interceptors interceptors() {
		return this.interceptors;
	}

	TaskCounts counts() {
		return this.scheduler.overview(Overview::counts);
	}

	long pendingBytes() {
		return this.scheduler.overview(Overview::pendingBytes);
	}

	long reconnects() {
		return this.scheduler.overview(Overview::reconnects);
	}

	Optional<ClusterFigures> cluster() {
		return this.backend.cluster();
	}

	List<TaskInFlight> tasksInFlight(int limit) {
		return this.scheduler.overview((overview) -> overview.inFlight(limit));
	}

	/**
	 * Stop: let tasks finish, cancel the rest, then stop the backend and end the threads.
	 * That takes the grace period at most, of which the tasks get half or more. An
	 * interrupt cuts all waiting short, and is kept.
	 * @param runner the runner, named in the log and to whoever still submits tasks
	 */
	void stop(RayTaskRunner runner) {
		GracePeriod time = new GracePeriod(this.settings.gracePeriod());
		String reason = "the runner was stopped";
		InterruptibleSteps steps = new InterruptibleSteps();
		this.scheduler.close(runner + " is being stopped");
		tellOfUnfinished(runner, time.leftForTasks());
		steps.run(() -> this.scheduler.awaitIdle(time.leftForTasks()));
		long waited = time.passed().toMillis();
		steps.run(() -> this.cached.close(time.limitOfTasks()));
		Duration left = time.leftForTasks();
		steps.run(() -> new ValueRescue(this.scheduler.values(), left, ValueRescue.room()).fetch());
		this.scheduler.values().close(reason);
		steps.run(() -> this.failureReader.close(time.limit(GracePeriod.STOP_LIMIT)));
		this.timer.close();
		TaskCounts cancelled = this.scheduler.cancelAll(reason);
		if (cancelled.queued() + cancelled.inFlight() > 0) {
			logger.warn("Cancelled tasks that did not end within " + waited + " ms of the grace period of "
					+ time.length().toMillis() + " ms: " + cancelled.inFlight() + " in flight, " + cancelled.queued()
					+ " queued");
		}
		steps.run(() -> this.outbox.close(time.limit(GracePeriod.STOP_LIMIT)));
		steps.run(() -> this.told.close(time.limit(GracePeriod.STOP_LIMIT)));
		try {
			this.backend.stop(time.limit(GracePeriod.BACKEND_STOP_LIMIT));
		}
		catch (RuntimeException ex) {
			logger.warn("The backend did not stop cleanly", ex);
		}
		steps.run(() -> this.callbacks.close(time.limit(GracePeriod.STOP_LIMIT)));
		logger.info(runner + " stopped");
		steps.restoreInterrupt();
	}

	private void tellOfUnfinished(RayTaskRunner runner, Duration limit) {
		TaskCounts counts = counts();
		int unfinished = counts.queued() + counts.inFlight();
		if (unfinished > 0) {
			logger.info("%s is being stopped, and waits up to %d ms for %d unfinished tasks".formatted(runner,
					limit.toMillis(), unfinished));
		}
	}

	/**
	 * End the threads after the backend could not be started.
	 */
	void abandon() {
		InterruptibleSteps steps = new InterruptibleSteps();
		this.timer.close();
		steps.run(() -> this.cached.close(GracePeriod.STOP_LIMIT));
		this.scheduler.values().close("the backend could not be started");
		steps.run(() -> this.failureReader.close(GracePeriod.STOP_LIMIT));
		steps.run(() -> this.outbox.close(GracePeriod.STOP_LIMIT));
		steps.run(() -> this.told.close(GracePeriod.STOP_LIMIT));
		steps.run(() -> this.callbacks.close(GracePeriod.STOP_LIMIT));
		steps.restoreInterrupt();
	}

}
