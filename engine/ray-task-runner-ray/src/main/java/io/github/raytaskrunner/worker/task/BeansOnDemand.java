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

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.serialization.BeanReference;
import io.github.raytaskrunner.serialization.RootCause;
import io.github.raytaskrunner.serialization.TaskBeans;
import io.github.raytaskrunner.serialization.WorkerBeans;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.threads.DaemonThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The beans of the tasks in this worker process, made when a task first needs one. They
 * are made by a thread of their own, because that of a task may be interrupted, and is
 * made as new after it. They end with the process. If they cannot be made, that is not
 * tried again for some time: it takes long, and each task would wait for it.
 */
final class BeansOnDemand implements TaskBeans {

	private static final Log logger = LogFactory.getLog(BeansOnDemand.class);

	private static final long RETRY_NANOS = Duration.ofSeconds(30).toNanos();

	private final ClassLoader classLoader;

	private final Supplier<RunnerSettings> settings;

	private final Supplier<RayTaskRunner> runner;

	private final LongSupplier nanoTime;

	/**
	 * Has as many errands at most as tasks run in this process.
	 */
	private final ExecutorService thread;

	private final Map<BeanReference, Object> resolved = new ConcurrentHashMap<>();

	/**
	 * What can be done without, and is not looked for again before there are other beans.
	 */
	private final Set<BeanReference> missing = ConcurrentHashMap.newKeySet();

	/**
	 * What is looked for and can be done without.
	 */
	private final Map<BeanReference, BeanSearch> searches = new ConcurrentHashMap<>();

	private volatile @Nullable TaskBeans beans;

	/**
	 * The one thread of the executor, once it is there.
	 */
	private volatile @Nullable Thread maker;

	/**
	 * The last failure to make the beans. Of the one thread.
	 */
	private @Nullable Failure lastFailure;

	/**
	 * Create new beans, of which none is there yet.
	 * @param classLoader the class loader of the application
	 * @param settings gives the settings of the application's runner
	 * @param runner gives the runner of the tasks in this process
	 * @param nanoTime the time, as {@link System#nanoTime()}
	 */
	BeansOnDemand(ClassLoader classLoader, Supplier<RunnerSettings> settings, Supplier<RayTaskRunner> runner,
			LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.classLoader = classLoader;
		this.settings = settings;
		this.runner = runner;
		DaemonThreads threads = new DaemonThreads("ray-beans");
		this.thread = Executors.newSingleThreadExecutor((target) -> {
			Thread thread = threads.newThread(target);
			thread.setContextClassLoader(classLoader);
			this.maker = thread;
			return thread;
		});
	}

	@Override
	public @Nullable BeanReference referenceTo(Object captured) {
		TaskBeans beans = this.beans;
		return (beans != null) ? beans.referenceTo(captured) : null;
	}

	@Override
	public Object resolve(BeanReference reference) {
		Object known = this.resolved.get(reference);
		if (known != null) {
			return known;
		}
		if (Thread.currentThread() == this.maker) {
			return findForBean(reference);
		}
		try {
			return this.thread.submit(() -> make(reference)).get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw reference.unavailable(String.valueOf(ex.getCause()), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw reference.unavailable("the task was interrupted while it waited for it", ex);
		}
	}

	/**
	 * {@inheritDoc} Waits until it is made only once, and not long: a task that can do
	 * without it has better things to do.
	 */
	@Override
	public @Nullable Object find(BeanReference reference) {
		Object known = this.resolved.get(reference);
		if (known != null) {
			return known;
		}
		if (this.missing.contains(reference) || Thread.currentThread() == this.maker) {
			return null;
		}
		if (this.beans == null && this.settings.get().beans() == null) {
			this.missing.add(reference); // as the application wants it
			return null;
		}
		return this.searches.computeIfAbsent(reference, this::search).await();
	}

	private BeanSearch search(BeanReference reference) {
		return new BeanSearch(reference, this.thread, () -> makeIfPossible(reference), this.nanoTime);
	}

	private @Nullable Object makeIfPossible(BeanReference reference) {
		try {
			return make(reference);
		}
		catch (RuntimeException | LinkageError ex) {
			this.missing.add(reference);
			logger.warn("Tasks of this worker do without a bean: " + ex.getMessage());
			return null;
		}
		finally {
			this.searches.remove(reference);
		}
	}

	@Override
	public @Nullable Object findIfPresent(BeanReference reference) {
		return (this.beans != null) ? find(reference) : null;
	}

	// a bean that is being made submits a task, so it must not wait for its own thread
	private Object findForBean(BeanReference reference) {
		TaskBeans beans = this.beans;
		if (beans == null) {
			throw reference.unavailable("the application context of this worker is still starting", null);
		}
		return beans.resolve(reference);
	}

	private Object make(BeanReference reference) {
		Object bean = beans(reference).resolve(reference);
		this.resolved.put(reference, bean);
		return bean;
	}

	private TaskBeans beans(BeanReference reference) {
		TaskBeans beans = this.beans;
		if (beans == null) {
			beans = create(reference);
			this.beans = beans;
			this.missing.clear();
		}
		return beans;
	}

	private TaskBeans create(BeanReference reference) {
		WorkerBeans factory = this.settings.get().beans();
		if (factory == null) {
			throw reference.unavailable("its application context has a parent, or was not made by SpringApplication, "
					+ "so that this worker cannot have one like it", null);
		}
		Failure failure = this.lastFailure;
		if (failure == null || this.nanoTime.getAsLong() - failure.nanoTime() >= RETRY_NANOS) {
			try {
				return factory.create(this.classLoader, this.runner);
			}
			catch (RuntimeException ex) {
				failure = new Failure(ex, this.nanoTime.getAsLong());
				this.lastFailure = failure;
			}
		}
		throw unavailable(reference, failure.exception());
	}

	private static TaskSerializationException unavailable(BeanReference reference, RuntimeException ex) {
		return reference.unavailable("the application context of this worker failed to start, " + RootCause.of(ex)
				+ ". Its beans are not made until they are needed, and it has the profile 'ray.worker', by which those "
				+ "can be left out that only the application needs; properties that are secret, or come from environment "
				+ "variables alone, reach it by 'ray.beans.properties'. This worker tries again after "
				+ Duration.ofNanos(RETRY_NANOS).toSeconds() + " seconds", ex);
	}

	/**
	 * A failure to make the beans.
	 *
	 * @param exception what was thrown
	 * @param nanoTime when
	 */
	private record Failure(RuntimeException exception, long nanoTime) {

	}

}
