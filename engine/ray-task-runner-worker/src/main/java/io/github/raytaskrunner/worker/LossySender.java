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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.attempt.NestedChanges;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.worker.LossyBuffer.Taken;

/**
 * Tells the driver what is told beside events, on a thread of its own, so that neither
 * driver nor network can hold up who tells it. Safe for use by several threads.
 *
 * @param <T> the type of what is told
 */
final class LossySender<T> implements TaskHandler.LossySink<T> {

	static final int MAX_LINES_PER_SECOND = 500;

	/**
	 * As many as 256 K characters have at most.
	 */
	static final long MAX_LINE_BYTES_PER_SECOND = 3 * 256 * 1024;

	private static final int MAX_CHANGES_PER_SECOND = 2000;

	private static final long MAX_CHANGE_BYTES_PER_SECOND = 1024 * 1024;

	private static final long PERIOD_MILLIS = 50;

	private final AtomicBoolean started = new AtomicBoolean();

	private final LossyBuffer<T> buffer;

	private final String threadName;

	private final Function<Taken<T>, ToDriver> message;

	private final Predicate<ToDriver> driver;

	private LossySender(LossyBuffer<T> buffer, String threadName, Function<Taken<T>, ToDriver> message,
			Predicate<ToDriver> driver) {
		this.buffer = buffer;
		this.threadName = threadName;
		this.message = message;
		this.driver = driver;
	}

	/**
	 * Create a sender of what tasks log.
	 * @param driver tells the driver something, and says whether it could
	 * @return the sender
	 */
	static LossySender<LogLine> ofLines(Predicate<ToDriver> driver) {
		return new LossySender<>(new LossyBuffer<>(MAX_LINES_PER_SECOND, MAX_LINE_BYTES_PER_SECOND, LogLine::maxBytes),
				"ray-task-runner-log", (taken) -> new ToDriver.Log(new LogLines(taken.items(), taken.leftOut())),
				driver);
	}

	/**
	 * Create a sender of states and progress of tasks that tasks submitted.
	 * @param driver tells the driver something, and says whether it could
	 * @return the sender
	 */
	static LossySender<byte[]> ofChanges(Predicate<ToDriver> driver) {
		return new LossySender<>(
				new LossyBuffer<>(MAX_CHANGES_PER_SECOND, MAX_CHANGE_BYTES_PER_SECOND, (change) -> change.length),
				"ray-task-runner-changes",
				(taken) -> new ToDriver.Changes(new NestedChanges(taken.items(), taken.leftOut())), driver);
	}

	@Override
	public void tell(T item) {
		this.buffer.add(item);
		startThread();
	}

	@Override
	public void leftOut(long count) {
		if (count > 0) {
			this.buffer.leftOut(count);
			startThread();
		}
	}

	private void startThread() {
		if (this.started.compareAndSet(false, true)) {
			Thread thread = new Thread(this::run, this.threadName);
			thread.setDaemon(true);
			thread.start();
		}
	}

	/**
	 * Tell at once what there is. The thread of a task does so only at its end, which is
	 * told after that.
	 */
	synchronized void flush() {
		Taken<T> taken = this.buffer.poll();
		if (taken == null) {
			return;
		}
		boolean told = false;
		try {
			told = this.driver.test(this.message.apply(taken));
		}
		finally {
			if (!told) {
				this.buffer.untold(taken.items().size() + taken.leftOut());
			}
		}
	}

	private void flushIfPossible() {
		try {
			flush();
		}
		// such as that a task fills the heap: it may end, and others follow
		catch (Throwable ex) {
			System.err.println("Cannot tell the driver what tasks tell: " + ex);
		}
	}

	private void run() {
		try {
			while (true) {
				this.buffer.await();
				flushIfPossible();
				// what comes meanwhile is told together
				TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
