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
import java.util.function.Supplier;

import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.worker.CallFrame.DriverAddress;
import io.github.raytaskrunner.worker.ResultFrame.Entry;

/**
 * Cancels attempts: one that waits in a call behind others is not run, one that runs is
 * interrupted, and if it goes on all the same, this process ends. Ray starts another.
 */
final class Cancellation {

	private static final long INTERRUPT_TIMEOUT_SECONDS = 2;

	/**
	 * How many attempts to remember that have not come. A cancel goes to all workers, so
	 * most never will.
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

	private DriverAttempt running;

	private Thread thread;

	/**
	 * Run an attempt on this thread, unless it is cancelled. Its interrupt does not
	 * outlast it.
	 */
	Entry run(DriverAddress driver, long id, Supplier<AttemptResult> task) {
		DriverAttempt attempt = new DriverAttempt(driver, id);
		synchronized (this) {
			if (this.cancelled.remove(attempt)) {
				return Entry.notRun("it was cancelled");
			}
			this.running = attempt;
			this.thread = Thread.currentThread();
		}
		try {
			return Entry.of(task.get());
		}
		finally {
			synchronized (this) {
				this.thread = null;
				Thread.interrupted();
			}
		}
	}

	synchronized void cancel(DriverAddress driver, long id) {
		DriverAttempt attempt = new DriverAttempt(driver, id);
		if (!isRunning(attempt)) {
			this.cancelled.add(attempt);
			return;
		}
		this.thread.interrupt();
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
		return this.thread != null && attempt.equals(this.running);
	}

	/**
	 * An attempt. Each driver counts its own, and a worker whose tasks submit tasks is
	 * one as well.
	 */
	private record DriverAttempt(DriverAddress driver, long id) {

	}

}
