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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.propagation.MdcValues;
import io.github.raytaskrunner.propagation.TaskRun;
import io.github.raytaskrunner.threads.LeftOut;
import io.github.raytaskrunner.threads.TimerThread;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Writes what tasks log on the cluster into the log of this application, each line by the
 * logger that the task used and with the task's MDC. Has a thread of its own: an appender
 * that blocks holds up nothing else, and lines that come meanwhile are left out when they
 * are too many. Safe for use by several threads.
 */
final class TaskLogWriter implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(TaskLogWriter.class);

	private static final int MAX_WAITING = 5000;

	/**
	 * As many as 4 M characters have at most.
	 */
	private static final long MAX_WAITING_BYTES = 12 * 1024 * 1024;

	private static final long CLOSE_LIMIT_MILLIS = 500;

	private final TimerThread thread = new TimerThread("ray-task-log");

	private final LeftOut leftOut = new LeftOut(this.thread,
			(count) -> logger.warn(count + " lines that tasks logged were left out, as they came too fast"));

	private int waiting;

	private long waitingBytes;

	/**
	 * Write lines soon, unless too many wait already.
	 * @param lines the lines
	 */
	synchronized void logged(LogLines lines) {
		int count = lines.lines().size();
		long bytes = lines.lines().stream().mapToLong(LogLine::maxBytes).sum();
		boolean room = this.waiting + count <= MAX_WAITING && this.waitingBytes + bytes <= MAX_WAITING_BYTES;
		this.leftOut.add(lines.leftOut() + (room ? 0 : count));
		if (room && count > 0) {
			this.waiting += count;
			this.waitingBytes += bytes;
			this.thread.after(Duration.ZERO, () -> write(lines, bytes));
		}
	}

	private void write(LogLines lines, long bytes) {
		try {
			lines.lines().forEach(TaskLogWriter::write);
		}
		finally {
			synchronized (this) {
				this.waiting -= lines.lines().size();
				this.waitingBytes -= bytes;
			}
		}
	}

	private static void write(LogLine line) {
		try {
			new TaskContext(line.task(), line.key(), line.attempt()).call(() -> {
				try (TaskRun.Scope scope = new MdcValues(line.mdc()).open()) {
					log(LogFactory.getLog(line.logger()), line);
				}
				return line;
			});
		}
		// whatever an appender throws, the next line may do
		catch (Throwable ex) {
			logger.debug("A line that a task logged was not written", ex);
		}
	}

	private static void log(Log target, LogLine line) {
		switch (line.level()) {
			case TRACE -> target.trace(line.text());
			case DEBUG -> target.debug(line.text());
			case INFO -> target.info(line.text());
			case WARN -> target.warn(line.text());
			case ERROR -> target.error(line.text());
		}
	}

	/**
	 * Write what waits, then nothing more. Takes no longer than half a second.
	 */
	@Override
	public void close() {
		Future<?> last = this.thread.after(Duration.ZERO, this.leftOut::tell);
		try {
			last.get(CLOSE_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException | CancellationException ex) {
			logger.debug("What tasks have logged was not written to its end", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.thread.close();
	}

}
