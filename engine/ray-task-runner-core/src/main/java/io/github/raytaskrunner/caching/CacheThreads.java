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
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;

import io.github.raytaskrunner.threads.DaemonPool;
import io.github.raytaskrunner.threads.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Threads on which one cache is called, as it may wait for a network. What waits for one
 * of them is bounded by time: it is given up once it has waited too long, and the cache
 * has answered nothing for as long.
 * <p>
 * Safe for use by several threads.
 */
final class CacheThreads {

	/**
	 * How long a cache has for an answer.
	 */
	static final Duration PATIENCE = Duration.ofSeconds(10);

	/**
	 * They wait for a network most of the time.
	 */
	private static final int THREADS = 8;

	private final DaemonPool pool;

	private final Timer timer;

	private final LongSupplier nanoTime;

	private volatile long lastAnswer;

	/**
	 * Create new threads, of which there are none so far.
	 * @param cache name of the cache
	 * @param timer the clock
	 * @param nanoTime the time, as {@link System#nanoTime()}
	 */
	CacheThreads(String cache, Timer timer, LongSupplier nanoTime) {
		this.pool = new DaemonPool("ray-cache-" + cache, THREADS, new ThreadPoolExecutor.DiscardPolicy());
		this.timer = timer;
		this.nanoTime = nanoTime;
		this.lastAnswer = nanoTime.getAsLong();
	}

	/**
	 * Call the cache, as soon as there is a thread for it. Either is run, and only once,
	 * unless the threads were ended before.
	 * @param call calls the cache
	 * @param givenUp what to do instead, on the thread of the timer
	 */
	void execute(Runnable call, Runnable givenUp) {
		QueuedCall queued = new QueuedCall(call, givenUp);
		queued.arm(PATIENCE);
		this.pool.execute(queued);
	}

	/**
	 * Return the time, for {@link #answered}.
	 * @return the time in nanoseconds
	 */
	long now() {
		return this.nanoTime.getAsLong();
	}

	/**
	 * Note that a call returned normally. Only if that was in time what waits has reason
	 * to.
	 * @param begin when the call began
	 */
	void answered(long begin) {
		long now = now();
		if (now - begin < PATIENCE.toNanos()) {
			this.lastAnswer = now;
		}
	}

	void shutdownNow() {
		this.pool.shutdownNow();
	}

	/**
	 * What waits for a thread.
	 */
	private final class QueuedCall implements Runnable {

		private final long asked = now();

		private final Runnable call;

		private final Runnable givenUp;

		private boolean over;

		private @Nullable Future<?> alarm;

		QueuedCall(Runnable call, Runnable givenUp) {
			this.call = call;
			this.givenUp = givenUp;
		}

		synchronized void arm(Duration delay) {
			this.alarm = CacheThreads.this.timer.after(delay, this::check);
		}

		@Override
		public void run() {
			if (end()) {
				this.call.run();
			}
		}

		private void check() {
			if (isTooLate()) {
				// the threads may never come to it; what waits longest comes first
				CacheThreads.this.pool.remove(this);
				this.givenUp.run();
			}
		}

		private synchronized boolean isTooLate() {
			long now = now();
			long waited = Math.min(now - this.asked, now - CacheThreads.this.lastAnswer);
			Duration left = PATIENCE.minusNanos(waited);
			if (!this.over && left.compareTo(Duration.ZERO) > 0) {
				arm(left);
				return false;
			}
			return end();
		}

		private synchronized boolean end() {
			boolean first = !this.over;
			this.over = true;
			if (this.alarm != null) {
				this.alarm.cancel(false);
			}
			return first;
		}

	}

}
