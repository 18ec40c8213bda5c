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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Counts what is left out, and says so within a second. Safe for use by several threads.
 */
public final class LeftOut {

	private static final Duration PERIOD = Duration.ofSeconds(1);

	private final AtomicLong count = new AtomicLong();

	private final Timer timer;

	private final LongConsumer teller;

	/**
	 * Create a new count.
	 * @param timer the clock
	 * @param teller told how much was left out since it was told last, which is never
	 * zero
	 */
	public LeftOut(Timer timer, LongConsumer teller) {
		this.timer = timer;
		this.teller = teller;
	}

	/**
	 * Note that something is left out.
	 * @param count how much, which may be nothing
	 */
	public void add(long count) {
		if (count > 0 && this.count.getAndAdd(count) == 0) {
			this.timer.after(PERIOD, this::tell);
		}
	}

	/**
	 * Say at once how much was left out, if it is something of which that was not said.
	 */
	public void tell() {
		long untold = this.count.getAndSet(0);
		if (untold > 0) {
			this.teller.accept(untold);
		}
	}

}
