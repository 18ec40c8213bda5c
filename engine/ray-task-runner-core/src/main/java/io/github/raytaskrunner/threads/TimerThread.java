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
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does things later on one of {@link DaemonThreads}, which ends when idle. Whoever uses
 * it bounds what it is given, which must not block. Safe for use by several threads.
 */
public final class TimerThread implements Timer {

	private static final Duration IDLE = Duration.ofSeconds(10);

	private final ScheduledThreadPoolExecutor executor;

	/**
	 * Create a new timer.
	 * @param name name of the thread
	 */
	public TimerThread(String name) {
		this.executor = new ScheduledThreadPoolExecutor(1, new DaemonThreads(name),
				new ThreadPoolExecutor.DiscardPolicy());
		this.executor.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
		this.executor.allowCoreThreadTimeOut(true);
		this.executor.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Do something later. Never done once this timer was closed.
	 */
	@Override
	public Future<?> after(Duration delay, Runnable action) {
		return this.executor.schedule(action, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
	}

	/**
	 * Do nothing more, and interrupt what is being done.
	 */
	public void close() {
		this.executor.shutdownNow();
	}

}
