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

package io.github.raytaskrunner.caching;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.raytaskrunner.ResultCache;
import io.github.raytaskrunner.ResultCaches;
import io.github.raytaskrunner.hooks.LimitedLog;
import io.github.raytaskrunner.scheduling.Scheduler;
import io.github.raytaskrunner.scheduling.Task;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.CacheKey;
import io.github.raytaskrunner.threads.DaemonPool;
import io.github.raytaskrunner.threads.Timer;
import io.github.raytaskrunner.waiting.Deadline;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tasks whose values are looked up in a cache before they run, and kept there when they
 * completed. Keys are compared without the lock, as that is code of users. Whatever is
 * wrong with a cache, tasks run and end as without it.
 * <p>
 * Safe for use by several threads.
 */
public final class CachedTasks {

	private static final Log logger = LogFactory.getLog(CachedTasks.class);

	/**
	 * How long a value may be on its way from the backend to a cache.
	 */
	private static final Duration FETCH_LIMIT = Duration.ofMinutes(5);

	private final ConcurrentMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();

	/**
	 * By name of the cache: as many as the application has of these.
	 */
	private final ConcurrentMap<String, CacheThreads> threads = new ConcurrentHashMap<>();

	/**
	 * Never waits, whatever caches do.
	 */
	private final DaemonPool ends = new DaemonPool("ray-cached-ends", 1, new ThreadPoolExecutor.DiscardPolicy());

	private final UnkeptTasks unkept = new UnkeptTasks();

	private final LimitedLog warnings = new LimitedLog(logger::warn);

	private final Scheduler scheduler;

	private final TaskSerializer serializer;

	private final Timer timer;

	private final ResultCaches caches;

	private final LongSupplier nanoTime;

	/**
	 * Create new tasks, of which there are none so far.
	 * @param scheduler runs them
	 * @param serializer tells whether a value can be read
	 * @param timer the clock
	 * @param caches the caches by name
	 * @param nanoTime the time, as {@link System#nanoTime()}
	 */
	public CachedTasks(Scheduler scheduler, TaskSerializer serializer, Timer timer, ResultCaches caches,
			LongSupplier nanoTime) {
		this.scheduler = scheduler;
		this.serializer = serializer;
		this.timer = timer;
		this.caches = caches;
		this.nanoTime = nanoTime;
	}

	/**
	 * Submit a task.
	 * @param task the task, with a cache key
	 * @param key the key
	 * @param upstreams what has the futures of its upstream tasks
	 * @throws IllegalArgumentException if there is no such cache
	 */
	public void submit(Task task, CacheKey key, Object... upstreams) {
		CachedTask cached = new CachedTask(task, List.of(upstreams));
		Flight flight = new Flight(cached, entry(task, key));
		this.scheduler.submissions().accept(task);
		enter(flight, cached);
	}

	private CacheEntry entry(Task task, CacheKey key) {
		ResultCache cache;
		try {
			cache = this.caches.get(key.cache());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The value of task '" + task.name() + "' cannot be kept in the cache '"
					+ key.cache() + "' of its options: " + ex.getMessage(), ex);
		}
		CacheThreads threads = this.threads.computeIfAbsent(key.cache(),
				(name) -> new CacheThreads(name, this.timer, this.nanoTime));
		return new CacheEntry(cache, key, threads, this.serializer, this.timer, this.warnings);
	}

	private void enter(Flight flight, CachedTask cached) {
		while (true) {
			Flight other = this.flights.putIfAbsent(flight.entry().key(), flight);
			if (other == null) {
				flight.entry().lookUp().thenAccept((value) -> lookedUp(flight, value));
				return;
			}
			if (other.join(cached)) {
				serve(other);
				return;
			}
			land(other);
		}
	}

	private void lookedUp(Flight flight, byte @Nullable [] value) {
		if (value != null) {
			land(flight);
			complete(flight, value);
		}
		else {
			runNext(flight);
		}
	}

	private void land(Flight flight) {
		flight.land();
		this.flights.remove(flight.entry().key(), flight);
	}

	private void complete(Flight flight, byte[] value) {
		flight.takeWaiting().forEach((cached) -> this.scheduler.submissions().complete(cached.task(), value));
	}

	private void runNext(Flight flight) {
		CachedTask next;
		while ((next = flight.next()) != null) {
			Task task = next.task();
			// before anybody can know that it has ended, and stop the runner
			this.unkept.add(task);
			boolean runs = this.scheduler.submissions().proceed(task);
			next.keepUpstreams();
			if (runs) {
				task.done().thenRunAsync(() -> ended(flight, task), this.ends);
				return;
			}
			this.unkept.remove(task);
		}
		land(flight);
	}

	private void ended(Flight flight, Task task) {
		if (task.state().isCompleted()) {
			FlightValue value = new FlightValue(() -> this.scheduler.values().get(task));
			flight.completed(value);
			serve(flight);
			flight.entry().keep(() -> keep(flight, task, value), () -> leaveOut(flight, task));
		}
		else {
			letGo(task);
			runNext(flight);
			this.unkept.remove(task);
		}
	}

	/**
	 * Fetch the value at once if tasks wait for it.
	 */
	private void serve(Flight flight) {
		FlightValue value = flight.wanted();
		if (value != null) {
			value.fetch().whenCompleteAsync((bytes, ex) -> {
				if (bytes != null) {
					complete(flight, bytes);
				}
				else {
					lost(flight, value, ex);
				}
			}, this.ends);
		}
	}

	private void lost(Flight flight, FlightValue value, Throwable loss) {
		if (flight.lost(value)) {
			runNext(flight);
			flight.entry().warn("does not get a value: " + loss);
		}
	}

	private void keep(Flight flight, Task task, FlightValue value) {
		try {
			byte[] bytes = value.fetch().get(FETCH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
			flight.entry().put(bytes);
			land(flight);
		}
		catch (Throwable ex) {
			lost(flight, value, ex);
		}
		finally {
			letGo(task);
			this.unkept.remove(task);
		}
	}

	private void leaveOut(Flight flight, Task task) {
		land(flight);
		this.unkept.remove(task);
		FlightValue value = flight.wanted();
		if (value == null) {
			letGo(task);
		}
		else {
			value.fetch().whenCompleteAsync((bytes, ex) -> letGo(task), this.ends);
		}
	}

	// it was held for its value
	private void letGo(Task task) {
		this.scheduler.futuresDropped(List.of(task));
	}

	/**
	 * Keep the values of tasks that completed, then end.
	 * @param limit longest time to wait for that
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public void close(Duration limit) throws InterruptedException {
		Deadline deadline = new Deadline(limit);
		try {
			boolean complete = this.unkept.await(deadline);
			this.ends.shutdown();
			if (!complete || !this.ends.awaitTermination(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
				logger.warn("Values of tasks could not be kept in their caches within " + limit.toMillis() + " ms");
			}
		}
		finally {
			this.threads.values().forEach(CacheThreads::shutdownNow);
			this.ends.shutdownNow();
			this.warnings.flush();
		}
	}

}
