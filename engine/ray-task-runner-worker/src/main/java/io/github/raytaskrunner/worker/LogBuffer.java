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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.attempt.LogLimit;
import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLines;
import org.jspecify.annotations.Nullable;

/**
 * What tasks logged and the driver has not been told. Whoever logs never waits: of too
 * many lines some are left out, and counted. Safe for use by several threads.
 */
final class LogBuffer {

	static final int MAX_LINES_PER_SECOND = 500;

	/**
	 * As many as 256 K characters have at most. Also of what waits, which is one message.
	 */
	static final long MAX_BYTES_PER_SECOND = 3 * 256 * 1024;

	private static final long LEFT_OUT_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final LogLimit limit = new LogLimit(MAX_LINES_PER_SECOND, MAX_BYTES_PER_SECOND);

	private List<LogLine> waiting = new ArrayList<>();

	private long waitingBytes;

	private long leftOut;

	/**
	 * Since when lines are left out that were not told. Zero if there are none, or nobody
	 * can be told.
	 */
	private long leftOutSince;

	synchronized void add(LogLine line) {
		long now = System.nanoTime();
		if (hasRoom(line) && this.limit.admits(line, now)) {
			this.waiting.add(line);
			this.waitingBytes += line.maxBytes();
			notifyAll();
		}
		else {
			this.leftOut++;
			if (this.leftOutSince == 0) {
				this.leftOutSince = now;
				notifyAll();
			}
		}
	}

	private boolean hasRoom(LogLine line) {
		return this.waiting.size() < MAX_LINES_PER_SECOND
				&& this.waitingBytes + line.maxBytes() <= MAX_BYTES_PER_SECOND;
	}

	/**
	 * Wait until there is something to tell: lines, or for a second that some were left
	 * out.
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	synchronized void await() throws InterruptedException {
		while (!hasSomething()) {
			if (this.leftOutSince == 0) {
				wait();
			}
			else {
				long remaining = this.leftOutSince + LEFT_OUT_NANOS - System.nanoTime();
				TimeUnit.NANOSECONDS.timedWait(this, Math.max(remaining, TimeUnit.MILLISECONDS.toNanos(1)));
			}
		}
	}

	private boolean hasSomething() {
		return !this.waiting.isEmpty()
				|| (this.leftOutSince != 0 && System.nanoTime() - this.leftOutSince >= LEFT_OUT_NANOS);
	}

	/**
	 * Take what there is to tell.
	 * @return what there is, or {@code null} if there is nothing
	 */
	synchronized @Nullable LogLines poll() {
		if (!hasSomething()) {
			return null;
		}
		LogLines taken = new LogLines(this.waiting, this.leftOut);
		this.waiting = new ArrayList<>();
		this.waitingBytes = 0;
		this.leftOut = 0;
		this.leftOutSince = 0;
		return taken;
	}

	/**
	 * Count what was taken and cannot be told, for when something else is.
	 * @param lines what was taken
	 */
	synchronized void untold(LogLines lines) {
		this.leftOut += lines.lines().size() + lines.leftOut();
	}

}
