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
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.threads.DaemonPool;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Does what the scheduler decided under its lock and what leads out of it: calls of the
 * backend and of listeners. All happens in the order it was posted, on one thread that
 * holds no lock, so neither a slow backend nor a report from within a call of the backend
 * can block or re-enter the scheduler.
 */
final class Outbox {

	private static final Log logger = LogFactory.getLog(Outbox.class);

	private final ThreadPoolExecutor executor = new DaemonPool("ray-scheduler", 1,
			new ThreadPoolExecutor.DiscardPolicy());

	/**
	 * Post an action. Dropped once the outbox was closed: there is no backend any more.
	 * @param action the action
	 */
	void post(Runnable action) {
		this.executor.execute(() -> {
			try {
				action.run();
			}
			// what comes after it must be done all the same
			catch (Throwable ex) {
				logger.error("Unexpected failure of the scheduler", ex);
			}
		});
	}

	/**
	 * Do what was posted, then end.
	 * @param limit longest time to wait for that
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void close(Duration limit) throws InterruptedException {
		this.executor.shutdown();
		try {
			if (!this.executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
				logger.warn("The backend or a task listener has blocked the scheduler for " + limit.toMillis() + " ms");
			}
		}
		finally {
			this.executor.shutdownNow();
		}
	}

}
