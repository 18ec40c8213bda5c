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
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.ClusterFigures;
import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.PythonCall;
import io.github.raytaskrunner.PythonCaller;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.ResultCaches;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskInFlight;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.hooks.TaskListeners;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.settings.TaskSpecs;
import io.github.raytaskrunner.threads.DaemonThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanNameAware;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * {@link RayTaskRunner} over a {@link Backend}. Starts and stops with the application
 * context; after a stop it can be started again, with a new backend.
 * <p>
 * All methods are safe for use by several threads. A start and a stop that meet run one
 * after the other.
 */
public class DefaultRayTaskRunner extends AbstractSubmitter
		implements ObservableRayTaskRunner, PythonCaller, SmartLifecycle, BeanNameAware {

	private static final Log logger = LogFactory.getLog(DefaultRayTaskRunner.class);

	private final Object lifecycleMonitor = new Object();

	private final AtomicLong attemptIds = new AtomicLong();

	private final RunnerSettings settings;

	private final Supplier<Backend> backends;

	private final TaskSerializer serializer;

	private final ResultCaches caches;

	private final TaskListeners listeners = new TaskListeners();

	private volatile @Nullable String beanName;

	private @Nullable Cleaner cleaner;

	private volatile @Nullable StartedRunner started;

	private volatile String obstacle = "is not started: submit tasks once the application context has started it, "
			+ "or call start()";

	/**
	 * Create a new runner, which is not started and whose tasks have no caches.
	 * @param settings the settings
	 * @param backends supplies a new backend for every start
	 * @param serializer turns tasks and values into bytes and back
	 */
	public DefaultRayTaskRunner(RunnerSettings settings, Supplier<Backend> backends, TaskSerializer serializer) {
		this(settings, backends, serializer, (cache) -> {
			throw new IllegalArgumentException("this runner has no caches, nor has that of a task on Ray");
		});
	}

	/**
	 * Create a new runner, which is not started.
	 * @param settings the settings
	 * @param backends supplies a new backend for every start
	 * @param serializer turns tasks and values into bytes and back
	 * @param caches the caches of tasks
	 */
	public DefaultRayTaskRunner(RunnerSettings settings, Supplier<Backend> backends, TaskSerializer serializer,
			ResultCaches caches) {
		this.settings = settings;
		this.backends = backends;
		this.serializer = serializer;
		this.caches = caches;
	}

	@Override
	public RayTaskSubmitter with(TaskOptions options) {
		Assert.notNull(options, "'options' must not be null");
		return new OptionsSubmitter(this, options);
	}

	/**
	 * Check options as far as that does not take a task.
	 * @param options the options
	 * @throws IllegalArgumentException if {@code submit} would refuse them for each task,
	 * such as for a profile that there is not
	 */
	public void check(TaskOptions options) {
		new TaskSpecs(this.settings).of(options, "task", null, 0);
	}

	@Override
	TaskOptions options() {
		return TaskOptions.none();
	}

	@Override
	public <T extends @Nullable Object> RayTaskFuture<T> put(T value) {
		return started().put(value);
	}

	@Override
	public <T extends @Nullable Object> RayTaskFuture<T> putShared(T value) {
		return started().putShared(value);
	}

	@Override
	public Optional<RayTaskFuture<?>> find(String key) {
		Assert.notNull(key, "'key' must not be null");
		return Optional.ofNullable(started().futures().find(key));
	}

	@Override
	public Optional<TaskState> await(String key, Duration timeout) throws InterruptedException {
		RayTaskFuture<?> future = find(key).orElseThrow(() -> new IllegalArgumentException("There is no task with the "
				+ "key '" + key + "': tasks that have ended and whose future nobody holds are forgotten"));
		return future.await(timeout);
	}

	@Override
	public <T extends @Nullable Object> T call(PythonCall<T> call) {
		return started().pythonCalls().call(call);
	}

	@Override
	StartedRunner started() {
		StartedRunner started = this.started;
		if (started == null) {
			throw new RayTaskRejectedException(this + " " + this.obstacle);
		}
		return started;
	}

	@Override
	public TaskCounts counts() {
		StartedRunner started = this.started;
		return (started != null) ? started.counts() : TaskCounts.NONE;
	}

	@Override
	public long pendingBytes() {
		StartedRunner started = this.started;
		return (started != null) ? started.pendingBytes() : 0;
	}

	@Override
	public long reconnects() {
		StartedRunner started = this.started;
		return (started != null) ? started.reconnects() : 0;
	}

	@Override
	public Optional<ClusterFigures> cluster() {
		return Optional.ofNullable(this.started).flatMap(StartedRunner::cluster);
	}

	@Override
	public List<TaskInFlight> tasksInFlight(int limit) {
		Assert.isTrue(limit >= 0, () -> "'limit' must not be negative but is " + limit);
		StartedRunner started = this.started;
		return (started != null) ? started.tasksInFlight(limit) : List.of();
	}

	@Override
	public RunnerStatus status() {
		StartedRunner started = this.started;
		return (started != null) ? started.status() : new RunnerStatus.Stopped();
	}

	@Override
	public void addListener(TaskListener listener) {
		Assert.notNull(listener, "'listener' must not be null");
		this.listeners.add(listener);
	}

	@Override
	public boolean awaitListeners(Duration timeout) throws InterruptedException {
		StartedRunner started = this.started;
		return started == null || started.awaitListeners(timeout);
	}

	/**
	 * Start the backend and wait until it can run tasks. Does nothing if this runner is
	 * running.
	 * @throws io.github.raytaskrunner.RayTaskRunnerException if the backend cannot start;
	 * this runner remains stopped then
	 */
	@Override
	public void start() {
		synchronized (this.lifecycleMonitor) {
			if (this.started != null) {
				return;
			}
			Backend backend = this.backends.get();
			String startsBy = backend.startsBy();
			if (startsBy != null) {
				logger.info(this + " is " + startsBy);
			}
			StartedRunner started = new StartedRunner(backend, this.serializer, this.listeners, this.caches, cleaner(),
					this.settings, this.attemptIds);
			BackendInfo info = start(started);
			this.started = started;
			started.open(info);
			logStarted(info);
		}
	}

	private void logStarted(BackendInfo info) {
		String message = this + " started: " + info.summary();
		if (TaskContext.current().isPresent()) {
			// what one task does in its process is no news of the application
			logger.debug(message);
		}
		else {
			logger.info(message);
		}
	}

	// Its thread ends by itself once neither this runner nor any of its futures is left.
	private Cleaner cleaner() {
		Cleaner cleaner = this.cleaner;
		if (cleaner == null) {
			cleaner = Cleaner.create(DaemonThreads.outliving("ray-cleaner"));
			this.cleaner = cleaner;
		}
		return cleaner;
	}

	private BackendInfo start(StartedRunner started) {
		try (StartInterrupt interrupt = new StartInterrupt()) {
			return started.start(this);
		}
		catch (Throwable ex) {
			started.abandon();
			throw ex;
		}
	}

	/**
	 * Stop: accept no more tasks, give those that are there most of the grace period,
	 * cancel the rest, and stop the backend. Returns when all that is done. Does nothing
	 * if this runner is not running.
	 * @throws IllegalStateException if the calling thread runs a task of this runner,
	 * which others use as well, and which would wait for that task
	 */
	@Override
	public void stop() {
		Assert.state(!isRunning() || TaskContext.current().filter((task) -> task.isOf(this)).isEmpty(),
				() -> "A task cannot stop the runner that it has of the place where it runs, as other tasks use it too");
		synchronized (this.lifecycleMonitor) {
			StartedRunner started = this.started;
			if (started == null) {
				return;
			}
			started.stop(this);
			this.obstacle = "was stopped: submit tasks before that, or call start() again";
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
		DefaultRayTaskRunner duplicate = new DefaultRayTaskRunner(this.settings, this.backends, this.serializer,
				this.caches);
		duplicate.listeners.addAll(this.listeners);
		return duplicate;
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
		Assert.state(started != null, () -> this + " is not running, so it has no backend");
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

	/**
	 * A context that pauses goes on soon, and a start may take many seconds.
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public void setBeanName(String name) {
		this.beanName = name;
	}

	@Override
	public String toString() {
		String name = this.beanName;
		return (name != null) ? "Ray task runner '" + name + "'" : "Ray task runner";
	}

}
