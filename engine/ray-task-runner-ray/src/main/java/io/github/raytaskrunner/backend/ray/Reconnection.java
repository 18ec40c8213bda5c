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

package io.github.raytaskrunner.backend.ray;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.github.raytaskrunner.threads.DaemonThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * When a session tries its next connection, and until when: with growing delays, until
 * the time is over or the driver is known to have ended.
 * <p>
 * Safe for use by several threads. Calls nobody on the threads of its callers, who may
 * hold locks.
 */
final class Reconnection {

	private static final Log logger = LogFactory.getLog(Reconnection.class);

	/**
	 * One for {@link #checkDriver}.
	 */
	private static final int THREADS = 2;

	private static final int FIRST_DELAY_MILLIS = 100;

	private static final int MAX_DELAY_MILLIS = 2_000;

	/**
	 * How long a new connection may take, from its socket to the driver's answer.
	 */
	private static final int ATTACH_TIMEOUT_MILLIS = 15_000;

	private final Duration limit;

	private final BooleanSupplier driverEnded;

	private final Listener listener;

	private final ScheduledThreadPoolExecutor timer;

	private final AtomicBoolean checking = new AtomicBoolean();

	private BackOffExecution delays = delays();

	/**
	 * The end of all attempts, while no connection works.
	 */
	private @Nullable ScheduledFuture<?> expiry;

	/**
	 * Create a new instance.
	 * @param limit how long connections are tried after one that worked
	 * @param driverEnded says whether the driver process is known to have ended; asked
	 * while a broken connection is replaced, and may take its time
	 * @param listener told what comes of it
	 */
	Reconnection(Duration limit, BooleanSupplier driverEnded, Listener listener) {
		this.limit = limit;
		this.driverEnded = driverEnded;
		this.listener = listener;
		this.timer = new ScheduledThreadPoolExecutor(THREADS, new DaemonThreads("ray-driver-session"),
				new ThreadPoolExecutor.DiscardPolicy());
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	private static BackOffExecution delays() {
		ExponentialBackOff backOff = new ExponentialBackOff(FIRST_DELAY_MILLIS, 2);
		backOff.setMaxInterval(MAX_DELAY_MILLIS);
		return backOff.start();
	}

	Duration limit() {
		return this.limit;
	}

	/**
	 * Do something when a new connection has had its time, unless this is closed by then.
	 */
	void whenAttachIsOverdue(Runnable action) {
		after(ATTACH_TIMEOUT_MILLIS, action);
	}

	/**
	 * Try another connection later.
	 * @return whether the one before had worked
	 */
	synchronized boolean later() {
		boolean first = this.expiry == null;
		if (first) {
			this.expiry = after(this.limit.toMillis(), this::expire);
		}
		long delay = this.delays.nextBackOff();
		after(delay, this::checkDriver);
		after(delay, this::connect);
		return first;
	}

	private void connect() {
		try {
			this.listener.connect();
		}
		// such as that there can be no more threads: it may end, and nobody else tries
		catch (Throwable ex) {
			logger.warn("A connection to the driver could not be tried", ex);
			later();
		}
	}

	private ScheduledFuture<?> after(long millis, Runnable action) {
		return this.timer.schedule(action, millis, TimeUnit.MILLISECONDS);
	}

	/**
	 * Say that a connection works.
	 */
	synchronized void succeeded() {
		this.delays = delays();
		if (this.expiry != null) {
			this.expiry.cancel(false);
			this.expiry = null;
		}
	}

	private void expire() {
		synchronized (this) {
			if (this.expiry == null) {
				// a connection works at the last moment
				return;
			}
		}
		this.listener.expired();
	}

	/**
	 * Look after the driver process. Takes a thread of its own, as whoever knows about it
	 * may be cut off as well and take long to answer.
	 */
	private void checkDriver() {
		if (!this.checking.compareAndSet(false, true)) {
			return;
		}
		try {
			if (!this.driverEnded.getAsBoolean()) {
				return;
			}
		}
		catch (RuntimeException ex) {
			logger.debug("Not known whether the driver has ended", ex);
			return;
		}
		finally {
			this.checking.set(false);
		}
		this.listener.driverEnded();
	}

	/**
	 * Try no more connections.
	 */
	void close() {
		this.timer.shutdown();
	}

	/**
	 * Told what comes of attempts to connect again.
	 */
	interface Listener {

		/**
		 * It is time to try the next connection.
		 */
		void connect();

		/**
		 * The driver process has ended, so no connection will ever work.
		 */
		void driverEnded();

		/**
		 * No connection worked for as long as they may be tried.
		 */
		void expired();

	}

}
