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

package io.github.raytaskrunner.threads;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Pool of {@link DaemonThreads} that end when idle. Its queue has no bound of its own:
 * whoever uses it bounds what is handed to it.
 */
public final class DaemonPool extends ThreadPoolExecutor {

	private static final Duration IDLE = Duration.ofSeconds(10);

	/**
	 * Create a new pool.
	 * @param name common name of the threads
	 * @param size largest number of threads
	 * @param afterShutdown what to do with actions once the pool was shut down
	 */
	public DaemonPool(String name, int size, RejectedExecutionHandler afterShutdown) {
		super(size, size, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), new DaemonThreads(name),
				afterShutdown);
		allowCoreThreadTimeOut(true);
	}

	/**
	 * Do an action on one of the threads. If none can be started, the action waits for
	 * one of the others, or for the one that the next action gets.
	 * @param action the action
	 */
	@Override
	public void execute(Runnable action) {
		try {
			super.execute(action);
		}
		// of Thread.start where there can be no more, though others may be there
		catch (OutOfMemoryError ex) {
			if (!isShutdown()) {
				getQueue().add(action);
			}
		}
	}

}
