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

import io.github.raytaskrunner.threads.Timer;

/**
 * Sees to it that shapes which the backend cannot run for now do not keep others of their
 * kind from it: some of their calls are taken back, and wait for their next turn. Guarded
 * by the lock of the scheduler.
 */
final class TurnWatch {

	private static final Duration PERIOD = Duration.ofSeconds(1);

	private final AttemptsInFlight inFlight;

	private final ReadyQueue ready;

	private final TakeBacks takeBacks;

	private final BackendLink link;

	private final PeriodicWatch watch;

	/**
	 * Create a new watch.
	 * @param inFlight the calls
	 * @param ready the tasks that wait for their turn
	 * @param takeBacks takes calls back
	 * @param link the way to the backend
	 * @param timer the clock
	 */
	TurnWatch(AttemptsInFlight inFlight, ReadyQueue ready, TakeBacks takeBacks, BackendLink link, Timer timer) {
		this.inFlight = inFlight;
		this.ready = ready;
		this.takeBacks = takeBacks;
		this.link = link;
		this.watch = new PeriodicWatch(timer, PERIOD, () -> !ready.heldUp().isEmpty(), this::look);
	}

	/**
	 * Look after the calls in flight for as long as they hold up others.
	 */
	void watch() {
		this.watch.watch();
	}

	private void look() {
		if (this.link.isHeard()) {
			long now = System.nanoTime();
			this.ready.heldUp().forEach((kind) -> this.inFlight.stuck(kind, now).forEach(this.takeBacks::takeBack));
		}
	}

}
