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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.raytaskrunner.ResultCache;
import io.github.raytaskrunner.ResultCaches;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.threads.DaemonPool;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tasks whose values are looked up in a cache before they run, and kept there when they
 * completed. Caches are asked by threads of their own, as they may wait for a network,
 * and keys are compared without the lock, as that is code of users. Whatever is wrong
 * with a cache, tasks run and end as without it.
 * <p>
 * What waits for these threads is bounded by time: what has waited too long is left out.
 * <p>
 * Safe for use by several threads.
 */
final class CachedTasks {

	private static final Log logger = LogFactory.getLog(CachedTasks.class);

	/**
	 * They wait for a network most of the time.
	 */
	private static final int THREADS = 8;

	/**
	 * How long nothing may be answered until tasks do without their look-ups, and values
	 * are not kept.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ConcurrentMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();

	private final DaemonPool executor = new DaemonPool("ray-cache", THREADS, new ThreadPoolExecutor.DiscardPolicy());

	/**
	 * Never waits, whatever caches do.
	 */
	private final DaemonPool ends = new DaemonPool("ray-cached-ends", 1, new ThreadPoolExecutor.DiscardPolicy());

	/**
	 * Number of values that are about to be kept. Guarded by this.
	 */
	private int unkept;

	private final LimitedLog warnings = new LimitedLog(logger::warn);

	private final Scheduler scheduler;

	private final TaskSerializer serializer;

	private final Timer timer;

	private final ResultCaches caches;

	private final LongSupplier nanoTime;

	private volatile long lastAnswer;

	/**
	 * Create new tasks, of which there are none so far.
	 * @param scheduler runs them
	 * @param serializer tells whether a value can be read
	 * @param timer the clock
	 * @param caches the caches by name
	 * @param nanoTime the time, as {@link System#nanoTime()}
	 */
	CachedTasks(Scheduler scheduler, TaskSerializer serializer, Timer timer, ResultCaches caches,
			LongSupplier nanoTime) {
		this.scheduler = scheduler;
		this.serializer = serializer;
		this.timer = timer;
		this.caches = caches;
		this.nanoTime = nanoTime;
		this.lastAnswer = nanoTime.getAsLong();
	}

	/**
	 * Submit a task.
	 * @param task the task, with a cache key
	 * @param key the key
	 * @param upstreams what has the futures of its upstream tasks
	 * @throws IllegalArgumentException if there is no such cache
	 */
	void submit(Task task, CacheKey key, Object... upstreams) {
		CachedTask cached = new CachedTask(task, List.of(upstreams));
		Flight flight = new Flight(cached, key, cache(task, key));
		this.scheduler.guarded(() -> this.scheduler.submissions().accept(task));
		try {
			enter(flight, cached);
		}
		catch (Throwable ex) {
			this.scheduler.cancel(task, "its cache key cannot be compared with others");
			throw ex;
		}
	}

	private void enter(Flight flight, CachedTask cached) {
		while (true) {
			Flight other = this.flights.putIfAbsent(flight.key(), flight);
			if (other == null) {
				begin(flight);
				return;
			}
			if (other.join(cached)) {
				return;
			}
			byte[] value = other.value();
			if (value != null) {
				complete(cached.task(), value);
				return;
			}
			land(other);
		}
	}

	private ResultCache cache(Task task, CacheKey key) {
		try {
			return this.caches.get(key.cache());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The value of task '" + task.name() + "' cannot be kept in the cache '"
					+ key.cache() + "' of its options: " + ex.getMessage(), ex);
		}
	}

	private void begin(Flight flight) {
		long asked = this.nanoTime.getAsLong();
		Future<?> limit = this.timer.after(PATIENCE, () -> late(flight, asked));
		ask(asked, () -> {
			byte[] value = lookUp(flight);
			limit.cancel(false);
			if (flight.lookedUp()) {
				lookedUp(flight, value);
			}
		}, () -> {
		});
	}

	private void ask(long asked, Runnable action, Runnable tooLate) {
		this.executor.execute(() -> {
			(isPatient(asked) ? action : tooLate).run();
			this.lastAnswer = this.nanoTime.getAsLong();
		});
	}

	/**
	 * Many look-ups may wait for their turn longer than one that gets no answer.
	 */
	private boolean isPatient(long asked) {
		long now = this.nanoTime.getAsLong();
		return Math.min(now - asked, now - this.lastAnswer) < PATIENCE.toNanos();
	}

	private void late(Flight flight, long asked) {
		if (isPatient(asked)) {
			this.timer.after(PATIENCE, () -> late(flight, asked));
		}
		else if (flight.lookedUp()) {
			warn(flight, "has not answered within " + PATIENCE.toSeconds() + " s");
			runNext(flight);
		}
	}

	private byte @Nullable [] lookUp(Flight flight) {
		byte[] value;
		try {
			value = flight.cache().get(flight.key().key());
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			warn(flight, "cannot be asked: " + ex);
			return null;
		}
		try {
			if (value != null) {
				this.serializer.readValue(value);
			}
			return value;
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			warn(flight, "has a value that cannot be read any more: " + ex.getMessage());
			return null;
		}
	}

	private void lookedUp(Flight flight, byte @Nullable [] value) {
		if (value != null) {
			arrived(flight, value);
			land(flight);
		}
		else {
			runNext(flight);
		}
	}

	private void land(Flight flight) {
		this.flights.remove(flight.key(), flight);
	}

	private void arrived(Flight flight, byte[] value) {
		flight.arrive(value).forEach((cached) -> complete(cached.task(), value));
	}

	private void complete(Task task, byte[] value) {
		this.scheduler.guarded(() -> this.scheduler.submissions().complete(task, value));
	}

	private void runNext(Flight flight) {
		CachedTask next;
		while ((next = flight.next()) != null) {
			Task task = next.task();
			boolean runs = this.scheduler.guarded(() -> this.scheduler.submissions().proceed(task));
			next.keepUpstreams();
			if (runs) {
				task.done().thenRunAsync(() -> ended(flight, task), this.ends);
				return;
			}
		}
		land(flight);
	}

	private void ended(Flight flight, Task task) {
		if (task.state().isCompleted()) {
			addUnkept(1);
			this.scheduler.value(task).whenComplete((value, ex) -> fetched(flight, task, value, ex));
		}
		else {
			letGo(task);
			runNext(flight);
		}
	}

	private void fetched(Flight flight, Task task, byte @Nullable [] value, @Nullable Throwable loss) {
		letGo(task);
		if (value == null) {
			addUnkept(-1);
			warn(flight, "does not get the value of " + task + ": " + loss);
			runNext(flight);
			return;
		}
		arrived(flight, value);
		ask(this.nanoTime.getAsLong(), () -> {
			keep(flight, value);
			kept(flight);
		}, () -> {
			warn(flight, "is too slow to keep a value");
			kept(flight);
		});
	}

	// it was held for its value
	private void letGo(Task task) {
		this.scheduler.futuresDropped(List.of(task));
	}

	private void kept(Flight flight) {
		land(flight);
		addUnkept(-1);
	}

	private synchronized void addUnkept(int difference) {
		this.unkept += difference;
		notifyAll();
	}

	private void keep(Flight flight, byte[] value) {
		try {
			flight.cache().put(flight.key().key(), value);
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			warn(flight, "cannot keep a value: " + ex);
		}
	}

	private void warn(Flight flight, String problem) {
		this.warnings.log(() -> "Cache '" + flight.key().cache() + "' " + problem + " (key " + flight.key().key()
				+ "); tasks run as if it was empty");
	}

	/**
	 * Keep the values of tasks that completed, then end.
	 * @param limit longest time to wait for that
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void close(Duration limit) throws InterruptedException {
		long end = System.nanoTime() + limit.toNanos();
		try {
			this.ends.shutdown();
			boolean complete = this.ends.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS) && awaitKept(end);
			if (!complete) {
				logger.warn("Values of tasks could not be kept in their caches within " + limit.toMillis() + " ms");
			}
		}
		finally {
			this.executor.shutdownNow();
			this.ends.shutdownNow();
			this.warnings.flush();
		}
	}

	private synchronized boolean awaitKept(long end) throws InterruptedException {
		long left = end - System.nanoTime();
		while (this.unkept > 0 && left > 0) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
			left = end - System.nanoTime();
		}
		return this.unkept == 0;
	}

}
