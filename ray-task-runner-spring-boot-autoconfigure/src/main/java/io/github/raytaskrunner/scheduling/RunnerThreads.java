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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names the threads of a runner. They are daemons, since a runner ends with its
 * application context and not the other way round, and share the context class loader of
 * the thread that started the runner.
 */
final class RunnerThreads implements ThreadFactory {

	private static final Duration IDLE = Duration.ofSeconds(10);

	private final String prefix;

	private final ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();

	private final AtomicInteger count = new AtomicInteger();

	private RunnerThreads(String prefix) {
		this.prefix = prefix;
	}

	static ThreadFactory named(String prefix) {
		return new RunnerThreads(prefix);
	}

	/**
	 * Create a pool whose threads end when idle. Its queue has no bound of its own: what
	 * a runner hands to a pool is bounded by its unfinished tasks.
	 * @param prefix prefix of the thread names
	 * @param size largest number of threads
	 * @param afterShutdown what to do with actions once the pool was shut down
	 * @return the pool
	 */
	static ThreadPoolExecutor pool(String prefix, int size, RejectedExecutionHandler afterShutdown) {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, IDLE.toMillis(), TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(), named(prefix), afterShutdown);
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	@Override
	public Thread newThread(Runnable action) {
		Thread thread = new Thread(null, action, this.prefix + this.count.incrementAndGet(), 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(this.contextClassLoader);
		return thread;
	}

}
