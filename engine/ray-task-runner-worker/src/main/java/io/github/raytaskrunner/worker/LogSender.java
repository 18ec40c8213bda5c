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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.wire.ToDriver;

/**
 * Tells the driver what tasks log, on a thread of its own, so that neither driver nor
 * network can hold up who logs. Safe for use by several threads.
 */
final class LogSender {

	private static final long PERIOD_MILLIS = 50;

	private final LogBuffer buffer = new LogBuffer();

	private final AtomicBoolean started = new AtomicBoolean();

	private final Predicate<ToDriver> driver;

	/**
	 * Create a new sender.
	 * @param driver tells the driver something, and says whether it could
	 */
	LogSender(Predicate<ToDriver> driver) {
		this.driver = driver;
	}

	/**
	 * Tell what a task logged, soon.
	 * @param line what it logged
	 */
	void log(LogLine line) {
		this.buffer.add(line);
		if (this.started.compareAndSet(false, true)) {
			Thread thread = new Thread(this::run, "ray-task-runner-log");
			thread.setDaemon(true);
			thread.start();
		}
	}

	/**
	 * Tell at once what there is. The thread of a task does so only at its end, which is
	 * told after that.
	 */
	synchronized void flush() {
		LogLines lines = this.buffer.poll();
		if (lines != null && !this.driver.test(new ToDriver.Log(lines))) {
			this.buffer.untold(lines);
		}
	}

	private void run() {
		try {
			while (true) {
				this.buffer.await();
				flush();
				// what comes meanwhile is told together
				TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
