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

package io.github.raytaskrunner.worker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.wire.DriverAddress;
import org.jspecify.annotations.Nullable;

/**
 * Cancels attempts: the one that runs is interrupted, and this process ends if that does
 * not help. One that comes later does not run. Safe for use by several threads.
 */
final class AttemptCanceller {

	private static final long INTERRUPT_TIMEOUT_SECONDS = 2;

	/**
	 * How many attempts to remember that have not come. A cancel may come after the
	 * attempt has ended, so some never will.
	 */
	private static final int MAX_REMEMBERED = 10_000;

	/**
	 * Exit code of a process that a signal killed.
	 */
	private static final int EXIT_CODE = 137;

	private final Set<DriverAttempt> cancelled = Collections.newSetFromMap(new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<DriverAttempt, Boolean> eldest) {
			return size() > MAX_REMEMBERED;
		}

	});

	private @Nullable DriverAttempt running;

	private @Nullable Thread thread;

	/**
	 * Begin an attempt on the calling thread, unless it is cancelled.
	 * @return whether it was begun
	 */
	synchronized boolean begin(DriverAddress driver, long id) {
		DriverAttempt attempt = new DriverAttempt(driver, id);
		if (this.cancelled.remove(attempt)) {
			return false;
		}
		this.running = attempt;
		this.thread = Thread.currentThread();
		return true;
	}

	/**
	 * End the attempt that was begun on the calling thread. Its interrupt does not
	 * outlast it.
	 */
	synchronized void end() {
		this.running = null;
		this.thread = null;
		Thread.interrupted();
	}

	synchronized void cancel(DriverAddress driver, long id) {
		DriverAttempt attempt = new DriverAttempt(driver, id);
		Thread thread = this.thread;
		if (thread == null || !attempt.equals(this.running)) {
			this.cancelled.add(attempt);
			return;
		}
		thread.interrupt();
		Thread limit = new Thread(() -> endUnlessEnded(attempt), "ray-task-runner-cancellation");
		limit.setDaemon(true);
		limit.start();
	}

	private void endUnlessEnded(DriverAttempt attempt) {
		try {
			TimeUnit.SECONDS.sleep(INTERRUPT_TIMEOUT_SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (isRunning(attempt)) {
			System.err.println("The task goes on " + INTERRUPT_TIMEOUT_SECONDS
					+ " s after it was cancelled and interrupted, so its worker process ends");
			Runtime.getRuntime().halt(EXIT_CODE);
		}
	}

	private synchronized boolean isRunning(DriverAttempt attempt) {
		return attempt.equals(this.running);
	}

	/**
	 * An attempt. Each driver counts its own, and a worker whose tasks submit tasks is
	 * one as well.
	 */
	private record DriverAttempt(DriverAddress driver, long id) {

	}

}
