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

package io.github.raytaskrunner.calls;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets Ray free objects. Ray holds an object until the garbage collector has found its
 * reference unreachable, but references are tiny: without a nudge the collector of an
 * idle driver would not run before the object store is full.
 */
final class ReferenceCollector {

	private static final long THRESHOLD_BYTES = 64 * 1024 * 1024;

	/**
	 * Who watches calls may still hold a released value when the first one comes.
	 */
	private static final int COLLECTIONS = 2;

	private final long periodNanos;

	private final AtomicLong createdBytes = new AtomicLong();

	private final AtomicInteger due = new AtomicInteger();

	private long collected = System.nanoTime();

	/**
	 * Create a new collector.
	 * @param period how long the objects of released values may stay, mostly
	 */
	ReferenceCollector(Duration period) {
		this.periodNanos = period.toNanos();
	}

	/**
	 * Count bytes that went into Ray's object store.
	 */
	void created(long bytes) {
		this.createdBytes.addAndGet(bytes);
	}

	/**
	 * Note that a value was released.
	 */
	void released() {
		this.due.set(COLLECTIONS);
	}

	/**
	 * Collect garbage if much went into the object store since the last time, or if
	 * values were released and the period is over. To be called by one thread.
	 */
	void collect() {
		boolean due = this.due.get() > 0 && System.nanoTime() - this.collected >= this.periodNanos;
		if (due || this.createdBytes.get() >= THRESHOLD_BYTES) {
			this.createdBytes.set(0);
			this.due.updateAndGet((count) -> Math.max(0, count - 1));
			System.gc();
			this.collected = System.nanoTime();
		}
	}

}
