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

package io.github.raytaskrunner.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.wire.Batch;
import io.github.raytaskrunner.wire.DriverAddress;
import io.github.raytaskrunner.wire.ToDriver;
import org.jspecify.annotations.Nullable;

/**
 * Tells the driver what happens, several events at a time: an event waits for others, but
 * not longer than some milliseconds. That an attempt has started is told only of those
 * that run longer than that. Without a connection nothing is told: the driver learns all
 * from what the call returns. Safe for use by several threads.
 */
final class Reporter {

	private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	private static final long MAX_BYTES = 256 * 1024;

	/**
	 * How often the thread looks for something to tell before it waits to be woken, which
	 * would cost each of the tasks that follow one another.
	 */
	private static final int LOOKS = 25;

	/**
	 * How long a driver that could not be reached is not tried again: each try may take
	 * seconds, in which a slot does nothing.
	 */
	private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

	private static final long PAUSE_AFTER_ERROR_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final List<ToDriver> events = new ArrayList<>();

	private long bytes;

	private @Nullable DriverAddress address;

	private @Nullable DriverConnection connection;

	private long unreachableSince;

	/**
	 * The attempt that runs. Zero if there is none.
	 */
	private long running;

	/**
	 * The attempt that runs, and of which nothing was told. Zero if there is none.
	 */
	private long untold;

	private long begun;

	/**
	 * The last attempt of which it was told that it runs.
	 */
	private long told;

	private final LatestProgress progress = new LatestProgress();

	private @Nullable Thread thread;

	/**
	 * Whether the thread waits until something happens.
	 */
	private boolean parked;

	/**
	 * See to it that the driver hears of a lease.
	 * @param driver the driver
	 * @param lease id of the lease
	 * @param listener hears the driver from now on
	 * @return whether the driver can be told
	 */
	synchronized boolean connect(DriverAddress driver, long lease, DriverConnection.Listener listener) {
		boolean same = driver.equals(this.address);
		if (same && this.connection == null && System.nanoTime() - this.unreachableSince < PAUSE_NANOS) {
			return false;
		}
		try {
			if (!same || !resume(lease, listener)) {
				close();
				this.address = driver;
				this.connection = DriverConnection.open(driver, lease, listener);
			}
			startThread();
			return true;
		}
		catch (IOException ex) {
			this.unreachableSince = System.nanoTime();
			failed(ex);
			return false;
		}
	}

	/**
	 * Go on with the connection of the lease before.
	 * @return whether it works, as far as that is known
	 */
	private boolean resume(long lease, DriverConnection.Listener listener) {
		flush();
		DriverConnection connection = this.connection;
		return connection != null && connection.resume(lease, listener);
	}

	/**
	 * Let nobody hear the driver until the next lease.
	 */
	synchronized void ignore() {
		DriverConnection connection = this.connection;
		if (connection != null) {
			connection.ignore();
		}
	}

	private void startThread() {
		if (this.thread == null) {
			Thread thread = new Thread(this::run, "ray-task-runner-reports");
			thread.setDaemon(true);
			thread.start();
			this.thread = thread;
		}
	}

	/**
	 * Note that an attempt runs.
	 * @param attempt id of the attempt
	 * @param now the time
	 */
	synchronized void began(long attempt, long now) {
		this.progress.clear();
		this.running = attempt;
		this.untold = attempt;
		this.begun = now;
		wake();
	}

	/**
	 * Tell what happened, soon.
	 * @param event what happened
	 */
	synchronized void tell(AttemptEvent event) {
		if (event.attempt() == this.untold) {
			this.untold = 0;
		}
		boolean ends = !(event instanceof AttemptEvent.Started);
		if (ends && event.attempt() == this.running) {
			this.running = 0;
		}
		// whoever was told that it runs is not to believe so when the next one does
		boolean urgent = event instanceof AttemptEvent.Finished && event.attempt() == this.told;
		if (this.connection == null) {
			return;
		}
		if (ends) {
			addProgress(this.progress.take(event.attempt(), System.nanoTime()));
		}
		this.events.add(new ToDriver.Event(event));
		if (event instanceof AttemptEvent.Finished finished && finished.result().value() != null) {
			this.bytes += finished.result().size();
		}
		if (urgent || this.events.size() >= Batch.MAX_UNTOLD - 1 || this.bytes >= MAX_BYTES) {
			flush();
		}
		else {
			wake();
		}
	}

	/**
	 * Tell how far an attempt is, if nothing replaces that in a moment.
	 * @param progress the progress; ignored unless its attempt runs
	 */
	synchronized void progressed(AttemptEvent.Progressed progress) {
		if (this.connection != null && progress.attempt() == this.running) {
			this.progress.note(progress);
			wake();
		}
	}

	private void addProgress(AttemptEvent.@Nullable Progressed progress) {
		if (progress != null) {
			this.events.add(new ToDriver.Event(progress));
		}
	}

	private void wake() {
		if (this.parked) {
			this.parked = false;
			notifyAll();
		}
	}

	/**
	 * Tell at once what has happened.
	 */
	synchronized void flush() {
		DriverConnection connection = this.connection;
		if (connection == null || this.events.isEmpty()) {
			return;
		}
		try {
			connection.send(this.events);
			this.events.clear();
			this.bytes = 0;
		}
		catch (IOException ex) {
			failed(ex);
		}
	}

	/**
	 * Tell something that is no event.
	 * @param message what to tell
	 * @return whether it was told
	 */
	synchronized boolean send(ToDriver message) {
		DriverConnection connection = this.connection;
		if (connection == null) {
			return false;
		}
		try {
			connection.send(List.of(message));
			return true;
		}
		catch (IOException ex) {
			failed(ex);
			return false;
		}
	}

	private void failed(IOException cause) {
		DriverAddress address = this.address;
		System.err.println("Cannot report to the driver"
				+ ((address != null) ? " at " + address.host() + ":" + address.port() : "") + ": " + cause);
		close();
	}

	private synchronized void run() {
		try {
			int looks = 0;
			while (true) {
				looks = (this.untold == 0 && this.events.isEmpty() && this.progress.isEmpty()) ? looks + 1 : 0;
				if (looks > LOOKS) {
					this.parked = true;
					wait();
				}
				else {
					TimeUnit.NANOSECONDS.timedWait(this, DELAY_NANOS);
					tellOrPause();
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void tellOrPause() throws InterruptedException {
		try {
			tellStarted();
			// whoever hears of progress takes the attempt for one that runs
			addProgress(this.progress.takeDue(this.told, System.nanoTime()));
			flush();
		}
		// such as that a task fills the heap: it may end, and others follow
		catch (Throwable ex) {
			System.err.println("Cannot report to the driver for now: " + ex);
			TimeUnit.NANOSECONDS.timedWait(this, PAUSE_AFTER_ERROR_NANOS);
		}
	}

	private void tellStarted() {
		if (this.untold != 0 && System.nanoTime() - this.begun >= DELAY_NANOS) {
			this.told = this.untold;
			tell(new AttemptEvent.Started(this.untold));
		}
	}

	/**
	 * Give the connection up, if there is one.
	 */
	synchronized void close() {
		DriverConnection connection = this.connection;
		this.connection = null;
		this.events.clear();
		this.progress.clear();
		this.bytes = 0;
		if (connection != null) {
			try {
				connection.close();
			}
			catch (IOException ex) {
				System.err.println("Cannot close the connection to the driver: " + ex);
			}
		}
	}

}
