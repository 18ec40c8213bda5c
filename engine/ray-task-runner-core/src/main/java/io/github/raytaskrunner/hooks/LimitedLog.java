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

package io.github.raytaskrunner.hooks;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Logs lines of which there may be very many: some in a while, and how many were left
 * out. Safe for use by several threads.
 */
public final class LimitedLog {

	/**
	 * Number of lines in a while.
	 */
	public static final int MAX_LINES = 20;

	private static final long PERIOD = Duration.ofSeconds(10).toNanos();

	private static final int MAX_LENGTH = 500;

	private final Consumer<String> target;

	private long begin;

	private int lines;

	private int leftOut;

	/**
	 * Create a new log.
	 * @param target logs a line
	 */
	public LimitedLog(Consumer<String> target) {
		this.target = target;
	}

	/**
	 * Log a line unless there were too many lately.
	 * @param line supplies the line, which is cut where another would begin
	 */
	public synchronized void log(Supplier<String> line) {
		long now = System.nanoTime();
		if (this.lines == 0 || now - this.begin > PERIOD) {
			flush();
			this.begin = now;
			this.lines = 0;
		}
		if (this.lines < MAX_LINES) {
			this.lines++;
			this.target.accept(firstLine(line.get()));
		}
		else {
			this.leftOut++;
		}
	}

	/**
	 * Log how many lines were left out, if any.
	 */
	public synchronized void flush() {
		if (this.leftOut > 0) {
			this.target.accept(this.leftOut + " more lines like these were left out");
			this.leftOut = 0;
		}
	}

	/**
	 * Return the beginning of a text.
	 * @param text the text
	 * @return its first line, cut where it is long
	 */
	public static String firstLine(String text) {
		String line = text.lines().findFirst().orElse("");
		boolean whole = line.length() == text.length() && line.length() <= MAX_LENGTH;
		return whole ? line : line.substring(0, Math.min(line.length(), MAX_LENGTH)) + " …";
	}

}
