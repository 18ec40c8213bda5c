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
import java.util.function.BooleanSupplier;

import io.github.raytaskrunner.threads.Timer;

/**
 * Looks after something again and again, for as long as that is needed. Guarded by the
 * lock of the scheduler.
 */
final class PeriodicWatch {

	private final Timer timer;

	private final Duration period;

	private final BooleanSupplier needed;

	private final Runnable look;

	private boolean watching;

	/**
	 * Create a new watch.
	 * @param timer the clock, which takes the lock
	 * @param period time from one look to the next
	 * @param needed tells whether there is something to look after
	 * @param look looks after it
	 */
	PeriodicWatch(Timer timer, Duration period, BooleanSupplier needed, Runnable look) {
		this.timer = timer;
		this.period = period;
		this.needed = needed;
		this.look = look;
	}

	/**
	 * Begin to look, if that is needed and has not begun.
	 */
	void watch() {
		if (!this.watching && this.needed.getAsBoolean()) {
			this.watching = true;
			this.timer.after(this.period, this::look);
		}
	}

	private void look() {
		this.watching = false;
		this.look.run();
		watch();
	}

}
