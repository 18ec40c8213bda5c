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

package io.github.raytaskrunner.hooks;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.raytaskrunner.threads.DaemonPool;
import io.github.raytaskrunner.threads.TimerThread;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Runs code of users, which may block, and may wait for other code that runs here. A few
 * threads are enough as long as they get on. If none of them has ended anything for a
 * moment while something is due, and all are blocked, there are twice as many, up to a
 * limit that protects the process from the end of its memory. Threads that do something
 * may just be slow, as on a busy machine, and get more time. Those that are idle end.
 */
final class GrowingExecutor implements Executor {

	/**
	 * Each thread costs some 100 KB, and many containers allow a few thousand.
	 */
	static final int MAX_THREADS = 1000;

	private static final Log logger = LogFactory.getLog(GrowingExecutor.class);

	private static final Duration STALL = Duration.ofMillis(20);

	/**
	 * Number of stalls in a row after which there are more threads though some do
	 * something: they may do it until others have run.
	 */
	private static final int MAX_STALLS = 25;

	private final Set<Thread> running = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean watching = new AtomicBoolean();

	private final TimerThread timer;

	private final String work;

	private final int threads;

	private final ThreadPoolExecutor executor;

	/**
	 * Used by the thread of the timer.
	 */
	private int stalls;

	/**
	 * Create a new executor.
	 * @param work what it runs, for people
	 * @param name common name of the threads
	 * @param threads number of threads as long as they get on
	 * @param afterClose what to do with what comes after {@link #close}
	 */
	GrowingExecutor(String work, String name, int threads, RejectedExecutionHandler afterClose) {
		this.work = work;
		this.threads = threads;
		this.timer = new TimerThread(name + "-growth");
		this.executor = new DaemonPool(name, threads, afterClose);
		this.executor.setMaximumPoolSize(MAX_THREADS);
	}

	@Override
	public void execute(Runnable action) {
		this.executor.execute(() -> run(action));
		watch();
	}

	private void run(Runnable action) {
		Thread thread = Thread.currentThread();
		this.running.add(thread);
		try {
			action.run();
		}
		finally {
			this.running.remove(thread);
		}
	}

	private void watch() {
		if (!this.executor.getQueue().isEmpty() && this.watching.compareAndSet(false, true)) {
			long ended = this.executor.getCompletedTaskCount();
			this.timer.after(STALL, () -> look(ended));
		}
	}

	private void look(long before) {
		try {
			if (this.executor.getQueue().isEmpty()) {
				this.executor.setCorePoolSize(this.threads);
			}
			else if (this.executor.getCompletedTaskCount() > before) {
				this.stalls = 0;
			}
			else if (++this.stalls >= MAX_STALLS || allBlock()) {
				this.stalls = 0;
				grow();
			}
		}
		finally {
			this.watching.set(false);
			watch();
		}
	}

	private boolean allBlock() {
		return this.running.stream().noneMatch((thread) -> thread.getState() == Thread.State.RUNNABLE);
	}

	private void grow() {
		int size = this.executor.getPoolSize();
		if (size < MAX_THREADS) {
			this.executor.setCorePoolSize(Math.min(MAX_THREADS, 2 * size));
			if (2 * size >= MAX_THREADS) {
				logger.warn(size + " " + this.work + " block, and " + this.executor.getQueue().size()
						+ " wait for a thread. There will be no more than " + MAX_THREADS + " threads for them");
			}
		}
	}

	/**
	 * Run what is due, then end. What blocks is waited for no longer than the limit, but
	 * not interrupted.
	 * @param limit longest time to wait
	 * @return whether nothing blocks
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	boolean close(Duration limit) throws InterruptedException {
		this.executor.shutdown();
		try {
			return this.executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		finally {
			this.timer.close();
		}
	}

	/**
	 * Interrupt what blocks, and drop what waits.
	 */
	void interrupt() {
		this.executor.shutdownNow();
	}

	int running() {
		return this.executor.getActiveCount();
	}

	int waiting() {
		return this.executor.getQueue().size();
	}

}
