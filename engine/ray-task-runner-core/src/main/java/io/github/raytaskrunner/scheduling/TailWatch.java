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
import java.util.List;

import io.github.raytaskrunner.threads.Timer;

/**
 * Sees to it that no task waits in a call behind one that takes longer than expected
 * while a slot is free: what has not started is taken back, and dispatched again. Guarded
 * by the lock of the scheduler.
 */
final class TailWatch {

	/**
	 * Half of what a call is expected to last.
	 */
	private static final Duration PERIOD = Duration.ofMillis(10);

	private final AttemptsInFlight inFlight;

	private final ReadyQueue ready;

	private final TakeBacks takeBacks;

	private final PeriodicWatch watch;

	/**
	 * Create a new watch.
	 * @param inFlight the calls
	 * @param ready the tasks that could use free slots as well
	 * @param takeBacks takes calls back
	 * @param timer the clock
	 */
	TailWatch(AttemptsInFlight inFlight, ReadyQueue ready, TakeBacks takeBacks, Timer timer) {
		this.inFlight = inFlight;
		this.ready = ready;
		this.takeBacks = takeBacks;
		this.watch = new PeriodicWatch(timer, PERIOD, () -> inFlight.packedCalls() > 0, this::look);
	}

	/**
	 * Look after the calls in flight for as long as there are any with several attempts.
	 */
	void watch() {
		this.watch.watch();
	}

	private void look() {
		long now = System.nanoTime();
		List<CallInFlight> overdue = this.inFlight.overdue(now, (shape) -> this.ready.size(shape) == 0);
		overdue.forEach(this.takeBacks::takeBack);
	}

}
