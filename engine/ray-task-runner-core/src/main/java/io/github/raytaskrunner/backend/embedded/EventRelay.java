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

package io.github.raytaskrunner.backend.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.threads.TimerThread;

/**
 * Tells a listener what happens to attempts, in order and of many at once: one thread at
 * a time does so, and others leave what they have to it. Safe for use by several threads.
 */
final class EventRelay implements AttemptListener {

	/**
	 * How long the end of a short task may be kept for those that follow it.
	 */
	private static final Duration PATIENCE = Duration.ofMillis(2);

	private final AttemptListener listener;

	private final TimerThread timer;

	private List<AttemptEvent> waiting = new ArrayList<>();

	private boolean telling;

	private boolean timed;

	/**
	 * Create a new relay.
	 * @param listener told what happened
	 * @param timer tells it what was kept for too long
	 */
	EventRelay(AttemptListener listener, TimerThread timer) {
		this.listener = listener;
		this.timer = timer;
	}

	/**
	 * Tell what happened, now or by the thread that is about to tell something else.
	 */
	@Override
	public void happened(List<AttemptEvent> events) {
		synchronized (this) {
			this.waiting.addAll(events);
			if (this.telling) {
				return;
			}
			this.telling = true;
		}
		boolean told = false;
		try {
			for (List<AttemptEvent> next = take(); !next.isEmpty(); next = take()) {
				this.listener.happened(next);
			}
			told = true;
		}
		finally {
			if (!told) {
				giveUp();
			}
		}
	}

	/**
	 * Tell what happened when there is more, or in a moment. Progress that is waiting
	 * gives way to later progress.
	 * @param events what happened, in this order
	 */
	synchronized void happenedMeanwhile(List<AttemptEvent> events) {
		for (AttemptEvent event : events) {
			if (event instanceof AttemptEvent.Progressed progressed) {
				this.waiting.removeIf(progressed::replaces);
			}
			this.waiting.add(event);
		}
		if (!this.timed) {
			this.timed = true;
			this.timer.after(PATIENCE, this::timeIsOver);
		}
	}

	private void timeIsOver() {
		synchronized (this) {
			this.timed = false;
		}
		happened(List.of());
	}

	private synchronized List<AttemptEvent> take() {
		List<AttemptEvent> taken = this.waiting;
		this.waiting = new ArrayList<>();
		this.telling = !taken.isEmpty();
		return taken;
	}

	private synchronized void giveUp() {
		this.telling = false;
	}

}
