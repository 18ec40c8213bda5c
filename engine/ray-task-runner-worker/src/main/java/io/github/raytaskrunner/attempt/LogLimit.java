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

package io.github.raytaskrunner.attempt;

import java.util.concurrent.TimeUnit;

/**
 * How much of what tasks log is passed on in a second. Not safe for use by several
 * threads.
 */
public final class LogLimit {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final int maxLines;

	private final long maxBytes;

	private long begin;

	private int lines;

	private long bytes;

	/**
	 * Create a new limit.
	 * @param maxLines number of lines in a second
	 * @param maxBytes how large they can be together
	 */
	public LogLimit(int maxLines, long maxBytes) {
		this.maxLines = maxLines;
		this.maxBytes = maxBytes;
		this.begin = System.nanoTime();
	}

	/**
	 * Say whether a line is passed on.
	 * @param line the line
	 * @param now the time
	 * @return whether it is
	 */
	public boolean admits(LogLine line, long now) {
		if (now - this.begin >= SECOND) {
			this.begin = now;
			this.lines = 0;
			this.bytes = 0;
		}
		if (this.lines >= this.maxLines || this.bytes + line.maxBytes() > this.maxBytes) {
			return false;
		}
		this.lines++;
		this.bytes += line.maxBytes();
		return true;
	}

}
