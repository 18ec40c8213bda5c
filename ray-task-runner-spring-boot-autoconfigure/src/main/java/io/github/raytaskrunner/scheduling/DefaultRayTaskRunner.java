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

package io.github.raytaskrunner.scheduling;

import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayBiFunction;
import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayFunction;
import io.github.raytaskrunner.RayQuadFunction;
import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTriFunction;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskRejectedException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendInfo;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.threads.DaemonThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * {@link RayTaskRunner} over a {@link Backend}. Starts and stops with the application
 * context; after a stop it can be started again, with a new backend.
 * <p>
 * All methods are safe for use by several threads. A start and a stop that meet run one
 * after the other.
 */
public class DefaultRayTaskRunner implements MonitoredRayTaskRunner, SmartLifecycle {

	private static final Log logger = LogFactory.getLog(DefaultRayTaskRunner.class);

	/**
	 * Number of futures that a stream of them holds: enough to keep many slots busy.
	 */
	private static final int MAX_WINDOW = 10_000;

	private final Object lifecycleMonitor = new Object();

	private final AtomicLong attemptIds = new AtomicLong();

	private final RunnerSettings settings;

	private final Supplier<Backend> backends;

	private final TaskSerializer serializer;

	private final TaskListener listener;

	private @Nullable Cleaner cleaner;

	private volatile @Nullable StartedRunner started;

	private volatile String rejection = "The Ray task runner is not started: submit tasks once the application "
			+ "context has started it, or call start()";

	/**
	 * Create a new runner, which is not started.
	 * @param settings the settings
	 * @param backends supplies a new backend for every start
	 * @param serializer turns tasks and values into bytes and back
	 * @param listeners told about the tasks
	 */
	public DefaultRayTaskRunner(RunnerSettings settings, Supplier<Backend> backends, TaskSerializer serializer,
			List<TaskListener> listeners) {
		this(settings, backends, serializer, new TaskListeners(listeners));
	}

	private DefaultRayTaskRunner(RunnerSettings settings, Supplier<Backend> backends, TaskSerializer serializer,
			TaskListener listener) {
		this.settings = settings;
		this.backends = backends;
		this.serializer = serializer;
		this.listener = listener;
	}

	@Override
	public <T extends @Nullable Object> RayTaskFuture<T> submit(RayCallable<T> task) {
		return submit(TaskOptions.defaults(), task);
	}

	@Override
	public RayTaskFuture<@Nullable Void> submit(RayRunnable task) {
		return submit(TaskOptions.defaults(), task);
	}

	@Override
	public <T extends @Nullable Object> RayTaskFuture<T> submit(TaskOptions options, RayCallable<T> task) {
		Assert.notNull(options, "'options' must not be null");
		Assert.notNull(task, "'task' must not be null");
		return started().submit(options, task);
	}

	@Override
	public RayTaskFuture<@Nullable Void> submit(TaskOptions options, RayRunnable task) {
		Assert.notNull(options, "'options' must not be null");
		Assert.notNull(task, "'task' must not be null");
		return started().submit(options, task);
	}

	@Override
	public <A extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(RayFunction<A, R> function,
			Iterable<? extends A> items) {
		return map(TaskOptions.defaults(), function, items);
	}

	@Override
	public <A extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(TaskOptions options,
			RayFunction<A, R> function, Iterable<? extends A> items) {
		Assert.notNull(function, "'function' must not be null");
		return new TaskMapper(started(), options, function).map(function, items);
	}

	@Override
	public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayBiFunction<A, B, R> function, Iterable<? extends A> first, Iterable<? extends B> second) {
		return map(TaskOptions.defaults(), function, first, second);
	}

	@Override
	public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			TaskOptions options, RayBiFunction<A, B, R> function, Iterable<? extends A> first,
			Iterable<? extends B> second) {
		Assert.notNull(function, "'function' must not be null");
		return new TaskMapper(started(), options, function).map(function, first, second);
	}

	@Override
	public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayTriFunction<A, B, C, R> function, Iterable<? extends A> first, Iterable<? extends B> second,
			Iterable<? extends C> third) {
		return map(TaskOptions.defaults(), function, first, second, third);
	}

	@Override
	public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			TaskOptions options, RayTriFunction<A, B, C, R> function, Iterable<? extends A> first,
			Iterable<? extends B> second, Iterable<? extends C> third) {
		Assert.notNull(function, "'function' must not be null");
		return new TaskMapper(started(), options, function).map(function, first, second, third);
	}

	@Override
	public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, D extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			TaskOptions options, RayQuadFunction<A, B, C, D, R> function, Iterable<? extends A> first,
			Iterable<? extends B> second, Iterable<? extends C> third, Iterable<? extends D> fourth) {
		Assert.notNull(function, "'function' must not be null");
		return new TaskMapper(started(), options, function).map(function, first, second, third, fourth);
	}

	@Override
	public <A extends @Nullable Object, R extends @Nullable Object> Stream<RayTaskFuture<R>> mapAsCompleted(
			RayFunction<A, R> function, Iterator<? extends A> items) {
		return mapAsCompleted(TaskOptions.defaults(), function, items);
	}

	@Override
	public <A extends @Nullable Object, R extends @Nullable Object> Stream<RayTaskFuture<R>> mapAsCompleted(
			TaskOptions options, RayFunction<A, R> function, Iterator<? extends A> items) {
		return new TaskMapper(started(), options, function).mapAsCompleted(function, items,
				Math.min(this.settings.maxUnfinished(), MAX_WINDOW));
	}

	@Override
	public <T extends @Nullable Object> RayTaskFuture<T> put(T value) {
		return started().put(value);
	}

	@Override
	public Optional<RayTaskFuture<?>> find(String key) {
		Assert.notNull(key, "'key' must not be null");
		return Optional.ofNullable(started().find(key));
	}

	@Override
	public Optional<TaskState> wait(String key, Duration timeout) throws InterruptedException {
		RayTaskFuture<?> future = find(key).orElseThrow(() -> new IllegalArgumentException("There is no task with the "
				+ "key '" + key + "': tasks that have ended and whose future nobody holds are forgotten"));
		return future.wait(timeout);
	}

	private StartedRunner started() {
		StartedRunner started = this.started;
		if (started == null) {
			throw new TaskRejectedException(this.rejection);
		}
		return started;
	}

	@Override
	public TaskCounts counts() {
		StartedRunner started = this.started;
		return (started != null) ? started.counts() : TaskCounts.NONE;
	}

	@Override
	public RunnerStatus status() {
		StartedRunner started = this.started;
		return (started != null) ? started.status() : new RunnerStatus.Stopped();
	}

	/**
	 * Start the backend and wait until it can run tasks.
	 * @throws IllegalStateException if this runner is running
	 * @throws io.github.raytaskrunner.RayTaskRunnerException if the backend cannot start;
	 * this runner remains stopped then
	 */
	@Override
	public void start() {
		synchronized (this.lifecycleMonitor) {
			if (this.started != null) {
				throw new IllegalStateException("The Ray task runner is running already");
			}
			StartedRunner started = new StartedRunner(this.backends.get(), this.serializer, this.listener, cleaner(),
					this.settings, this.attemptIds);
			BackendInfo info = start(started);
			logger.info("Ray task runner started: " + info.summary());
			this.started = started;
		}
	}

	// Its thread ends by itself once neither this runner nor any of its futures is left.
	private Cleaner cleaner() {
		Cleaner cleaner = this.cleaner;
		if (cleaner == null) {
			cleaner = Cleaner.create(new DaemonThreads("ray-cleaner"));
			this.cleaner = cleaner;
		}
		return cleaner;
	}

	private BackendInfo start(StartedRunner started) {
		boolean complete = false;
		try {
			BackendInfo info = started.start(this);
			complete = true;
			return info;
		}
		finally {
			if (!complete) {
				started.abandon();
			}
		}
	}

	/**
	 * Stop: accept no more tasks, give those that are there most of the grace period,
	 * cancel the rest, and stop the backend. Returns when all that is done. Does nothing
	 * if this runner is not running.
	 */
	@Override
	public void stop() {
		synchronized (this.lifecycleMonitor) {
			StartedRunner started = this.started;
			if (started == null) {
				return;
			}
			started.stop(this.settings.gracePeriod());
			this.rejection = "The Ray task runner was stopped with its application context: submit tasks before that, "
					+ "or call start() again";
			this.started = null;
		}
	}

	@Override
	public void stop(Runnable callback) {
		Thread thread = new DaemonThreads("ray-stop").newThread(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		});
		thread.setDaemon(false); // the process does not end before the stop has
		thread.start();
	}

	@Override
	public DefaultRayTaskRunner duplicate() {
		return new DefaultRayTaskRunner(this.settings, this.backends, this.serializer, this.listener);
	}

	/**
	 * Compare the settings and what supplies the backends.
	 * @param other the object to compare with
	 * @return whether the other is a runner with equal settings
	 */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof DefaultRayTaskRunner that && this.settings.equals(that.settings)
				&& this.backends.equals(that.backends);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.settings, this.backends);
	}

	@Override
	public String backend() {
		StartedRunner started = this.started;
		Assert.state(started != null, "The Ray task runner is not running, so it has no backend");
		return started.backend().name();
	}

	@Override
	public boolean isRunning() {
		return this.started != null;
	}

	@Override
	public int getPhase() {
		return this.settings.phase();
	}

}
