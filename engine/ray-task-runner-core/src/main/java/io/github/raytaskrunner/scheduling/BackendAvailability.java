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
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.RunnerStatus.Connected;
import io.github.raytaskrunner.RunnerStatus.Disconnected;
import io.github.raytaskrunner.RunnerStatus.Stopped;
import io.github.raytaskrunner.threads.Timer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of the tasks when the backend is lost, when it is back, and when
 * it does not come back in time. Guarded by the lock of the scheduler; logs without it.
 */
final class BackendAvailability {

	private static final Log logger = LogFactory.getLog(BackendAvailability.class);

	private final BackendLink link;

	private final Outbox outbox;

	private final TaskLifecycle lifecycle;

	private final Dispatcher dispatcher;

	private final Admission admission;

	private final Timer timer;

	private final Duration reconnectTimeout;

	private final Consumer<RunnerStatus> onChange;

	private RunnerStatus status = new Stopped();

	private @Nullable BackendInfo backend;

	/**
	 * What the backend offers, if it said so before it was known to be connected.
	 */
	private @Nullable Capacity early;

	private long reconnects;

	private boolean closed;

	private @Nullable Future<?> timeout;

	/**
	 * Create a new availability.
	 * @param link the way to the backend
	 * @param outbox the way to the log
	 * @param lifecycle what becomes of tasks
	 * @param dispatcher hands calls to the backend
	 * @param admission rejects tasks once the backend has not come back in time
	 * @param timer the clock
	 * @param reconnectTimeout longest time that tasks wait for the backend to come back
	 * @param onChange told every other status
	 */
	BackendAvailability(BackendLink link, Outbox outbox, TaskLifecycle lifecycle, Dispatcher dispatcher,
			Admission admission, Timer timer, Duration reconnectTimeout, Consumer<RunnerStatus> onChange) {
		this.link = link;
		this.outbox = outbox;
		this.lifecycle = lifecycle;
		this.dispatcher = dispatcher;
		this.admission = admission;
		this.timer = timer;
		this.reconnectTimeout = reconnectTimeout;
		this.onChange = onChange;
	}

	RunnerStatus status() {
		return this.status;
	}

	/**
	 * Return what is known about the backend, or was when it was connected last.
	 * @return the backend
	 */
	BackendInfo backend() {
		BackendInfo backend = this.backend;
		if (backend == null) {
			throw new IllegalStateException("The backend is not started");
		}
		return backend;
	}

	/**
	 * Begin to dispatch, unless the backend was lost already.
	 * @param info what is known about the backend
	 */
	void open(BackendInfo info) {
		if (this.status instanceof Stopped) {
			use(info);
		}
		else if (this.backend == null) {
			this.backend = info;
		}
		if (this.status instanceof Disconnected outage) {
			warn(outage, 0);
		}
	}

	/**
	 * Dispatch to a backend that is connected from now on.
	 */
	private void use(BackendInfo info) {
		BackendInfo current = (this.early != null) ? this.early.of(info) : info;
		this.early = null;
		this.backend = current;
		become(new Connected(current));
		this.lifecycle.connected(current.slots());
	}

	private void become(RunnerStatus status) {
		this.status = status;
		this.onChange.accept(status);
	}

	void capacityChanged(int slots, int nodes) {
		if (this.closed) {
			return;
		}
		if (this.status instanceof Connected connected) {
			BackendInfo info = connected.backend().withCapacity(slots, nodes);
			this.backend = info;
			become(new Connected(info));
			this.dispatcher.open(slots);
		}
		else {
			this.early = new Capacity(slots, nodes);
		}
	}

	/**
	 * Return how often the backend came back.
	 * @return the number
	 */
	long reconnects() {
		return this.reconnects;
	}

	void slotsLent(int slots, int callsWithoutCpu) {
		if (this.link.isUp()) {
			this.dispatcher.slotsLent(slots, callsWithoutCpu);
		}
	}

	void disconnected(String reason) {
		if (this.closed || !this.link.isUp()) {
			return;
		}
		Disconnected outage = new Disconnected(Instant.now(), reason, null);
		boolean starting = this.status instanceof Stopped;
		become(outage);
		this.early = null;
		this.link.down();
		int crashed = this.lifecycle.disconnected(reason);
		this.timeout = this.timer.after(this.reconnectTimeout, () -> giveUp(outage.since()));
		// While it starts, the backend may yet fail with a reason of its own.
		if (!starting) {
			warn(outage, crashed);
		}
	}

	private void warn(Disconnected outage, int crashed) {
		this.outbox.post(() -> logger.warn("Tasks cannot run and wait up to " + this.reconnectTimeout.toSeconds()
				+ " s until they can (attempts in flight that crashed: " + crashed + "): " + outage.reason()));
	}

	void connectFailed(String obstacle) {
		if (!this.closed && this.status instanceof Disconnected outage) {
			become(new Disconnected(outage.since(), outage.reason(), obstacle));
		}
	}

	void connected(BackendInfo info) {
		if (this.closed || this.link.isUp()) {
			return;
		}
		if (this.timeout != null) {
			this.timeout.cancel(false);
		}
		this.admission.resume();
		this.link.up();
		this.reconnects++;
		use(info);
		String summary = backend().summary();
		this.outbox.post(() -> logger.info("Tasks can run again: " + summary));
	}

	private void giveUp(Instant since) {
		if (this.closed || !(this.status instanceof Disconnected outage) || !outage.since().equals(since)) {
			return;
		}
		String reason = outage.reason() + " (and not back within " + this.reconnectTimeout.toSeconds() + " s"
				+ ((outage.obstacle() != null) ? ": " + outage.obstacle() : "") + ")";
		this.admission.suspend("Tasks cannot run: " + reason);
		int crashed = this.lifecycle.giveUp(reason);
		this.outbox.post(() -> logger.error("Tasks cannot run and are rejected until they can "
				+ "(unfinished tasks that crashed: " + crashed + "): " + reason));
	}

	/**
	 * Listen to the backend no more.
	 */
	void close() {
		this.closed = true;
	}

	/**
	 * What a backend offers.
	 */
	private record Capacity(int slots, int nodes) {

		private BackendInfo of(BackendInfo info) {
			return info.withCapacity(this.slots, this.nodes);
		}

	}

}
