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
import java.util.concurrent.locks.Lock;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.RunnerStatus.Connected;
import io.github.raytaskrunner.RunnerStatus.Disconnected;
import io.github.raytaskrunner.RunnerStatus.Stopped;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of the tasks when the backend is lost, when it is back, and when
 * it does not come back in time. The status can be read by any thread.
 */
final class Availability {

	private static final Log logger = LogFactory.getLog(Availability.class);

	private final Lock lock;

	private final BackendLink link;

	private final Attempts attempts;

	private final Dispatcher dispatcher;

	private final Admission admission;

	private final Timer timer;

	private final Duration reconnectTimeout;

	private final Runnable onDisconnected;

	private volatile RunnerStatus status = new Stopped();

	private volatile @Nullable BackendInfo backend;

	/**
	 * What the backend offers, if it said so before it was known to be connected.
	 */
	private @Nullable Capacity early;

	private boolean closed;

	private @Nullable Future<?> timeout;

	/**
	 * Create a new availability.
	 * @param lock the lock of the scheduler
	 * @param link the way to the backend
	 * @param attempts what becomes of tasks
	 * @param dispatcher hands calls to the backend
	 * @param admission rejects tasks once the backend has not come back in time
	 * @param timer the clock
	 * @param reconnectTimeout longest time that tasks wait for the backend to come back
	 * @param onDisconnected called when the backend is lost
	 */
	Availability(Lock lock, BackendLink link, Attempts attempts, Dispatcher dispatcher, Admission admission,
			Timer timer, Duration reconnectTimeout, Runnable onDisconnected) {
		this.lock = lock;
		this.link = link;
		this.attempts = attempts;
		this.dispatcher = dispatcher;
		this.admission = admission;
		this.timer = timer;
		this.reconnectTimeout = reconnectTimeout;
		this.onDisconnected = onDisconnected;
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
		RunnerStatus before;
		this.lock.lock();
		try {
			before = this.status;
			if (before instanceof Stopped) {
				use(info);
			}
			else if (this.backend == null) {
				this.backend = info;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (before instanceof Disconnected outage) {
			warn(outage, 0);
		}
	}

	/**
	 * Dispatch to a backend that is connected from now on. With the lock.
	 */
	private void use(BackendInfo info) {
		BackendInfo current = (this.early != null) ? this.early.of(info) : info;
		this.early = null;
		this.status = new Connected(current);
		this.backend = current;
		this.attempts.connected(current.slots());
	}

	void capacityChanged(int slots, int nodes) {
		this.lock.lock();
		try {
			if (this.closed) {
				return;
			}
			if (this.status instanceof Connected connected) {
				BackendInfo info = connected.backend().withCapacity(slots, nodes);
				this.status = new Connected(info);
				this.backend = info;
				this.dispatcher.open(slots);
			}
			else {
				this.early = new Capacity(slots, nodes);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void slotsLent(int difference) {
		this.lock.lock();
		try {
			if (this.link.isUp()) {
				this.dispatcher.slotsLent(difference);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void disconnected(String reason) {
		Disconnected outage = new Disconnected(Instant.now(), reason, null);
		RunnerStatus before;
		int crashed;
		this.lock.lock();
		try {
			if (this.closed || !this.link.isUp()) {
				return;
			}
			before = this.status;
			this.status = outage;
			this.early = null;
			this.link.down();
			crashed = this.attempts.disconnected(reason);
			this.timeout = this.timer.after(this.reconnectTimeout, () -> giveUp(outage.since()));
			this.onDisconnected.run();
		}
		finally {
			this.lock.unlock();
		}
		// While it starts, the backend may yet fail with a reason of its own.
		if (!(before instanceof Stopped)) {
			warn(outage, crashed);
		}
	}

	private void warn(Disconnected outage, int crashed) {
		logger.warn("Tasks cannot run: " + outage.reason() + " (attempts in flight that crashed: " + crashed
				+ "). They wait up to " + this.reconnectTimeout.toSeconds() + " s until they can run again");
	}

	void connectFailed(String obstacle) {
		this.lock.lock();
		try {
			if (!this.closed && this.status instanceof Disconnected outage) {
				this.status = new Disconnected(outage.since(), outage.reason(), obstacle);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void connected(BackendInfo info) {
		this.lock.lock();
		try {
			if (this.closed || this.link.isUp()) {
				return;
			}
			if (this.timeout != null) {
				this.timeout.cancel(false);
			}
			this.admission.resume();
			this.link.up();
			use(info);
		}
		finally {
			this.lock.unlock();
		}
		logger.info("Tasks can run again: " + backend().summary());
	}

	private void giveUp(Instant since) {
		int crashed;
		String reason;
		this.lock.lock();
		try {
			if (this.closed || !(this.status instanceof Disconnected outage) || !outage.since().equals(since)) {
				return;
			}
			reason = outage.reason() + " (and not back within " + this.reconnectTimeout.toSeconds() + " s"
					+ ((outage.obstacle() != null) ? ": " + outage.obstacle() : "") + ")";
			this.admission.suspend("Tasks cannot run: " + reason);
			crashed = this.attempts.giveUp(reason);
		}
		finally {
			this.lock.unlock();
		}
		logger.error("Tasks cannot run: " + reason + " (unfinished tasks that crashed: " + crashed
				+ "). Others are rejected until they can run again");
	}

	/**
	 * Listen to the backend no more. To be called with the lock.
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
