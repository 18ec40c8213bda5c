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

package io.github.raytaskrunner.driver;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.raytaskrunner.calls.NamedThreadFactory;

/**
 * The time a driver lives without a connection of its application. It is the connection
 * that counts and not what comes over it, as reading waits while Ray is slow to take
 * calls; a dead connection is found out by its silence.
 */
final class DriverLease implements Closeable {

	private final long nanos;

	private final Consumer<String> onEnd;

	private final ScheduledExecutorService executor = Executors
		.newSingleThreadScheduledExecutor(new NamedThreadFactory("ray-driver-lease"));

	private volatile boolean held;

	private volatile long renewed = System.nanoTime();

	/**
	 * Create a new lease, which begins at once.
	 * @param duration its duration, or zero if it never ends
	 * @param onEnd told the reason, as the end of a sentence, repeatedly
	 */
	DriverLease(Duration duration, Consumer<String> onEnd) {
		this.nanos = duration.toNanos();
		this.onEnd = onEnd;
		if (this.nanos > 0) {
			long period = Math.max(1, this.nanos / 10);
			this.executor.scheduleAtFixedRate(this::check, period, period, TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * The application is connected.
	 */
	void hold() {
		this.held = true;
	}

	/**
	 * The application is not connected any more: the lease begins anew.
	 */
	void begin() {
		this.renewed = System.nanoTime();
		this.held = false;
	}

	private void check() {
		if (!this.held && System.nanoTime() - this.renewed > this.nanos) {
			this.onEnd.accept("its lease of " + Duration.ofNanos(this.nanos) + " ran out");
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
