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

package io.github.raytaskrunner.waiting;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The end of a time that several waits share.
 */
public final class Deadline {

	private final Duration timeout;

	private final long start = System.nanoTime();

	/**
	 * Create a new deadline.
	 * @param timeout time from now on
	 * @throws IllegalArgumentException if it is negative or {@code null}
	 */
	public Deadline(Duration timeout) {
		check(timeout);
		this.timeout = timeout;
	}

	/**
	 * Check a time-out that a user gave.
	 * @param timeout the time-out
	 * @throws IllegalArgumentException if it is negative or {@code null}
	 */
	public static void check(@Nullable Duration timeout) {
		if (timeout == null) {
			throw new IllegalArgumentException("'timeout' must not be null");
		}
		if (timeout.isNegative()) {
			throw new IllegalArgumentException("'timeout' must not be negative but is " + timeout);
		}
	}

	/**
	 * Return a new deadline.
	 * @param nanos time from now on in nanoseconds; a negative one counts as zero
	 * @return the deadline
	 */
	public static Deadline ofNanos(long nanos) {
		return new Deadline(Duration.ofNanos(Math.max(0, nanos)));
	}

	/**
	 * Return the whole time.
	 * @return the time that there was from the beginning
	 */
	public Duration timeout() {
		return this.timeout;
	}

	/**
	 * Return what is left of the time.
	 * @return the rest, at least zero
	 */
	public Duration remaining() {
		return Duration.ofNanos(remainingNanos());
	}

	/**
	 * Return what is left of the time.
	 * @return the rest in nanoseconds, at least zero and at most {@link Long#MAX_VALUE}
	 */
	public long remainingNanos() {
		return Math.max(0, TimeUnit.NANOSECONDS.convert(this.timeout) - (System.nanoTime() - this.start));
	}

	/**
	 * Say whether the time is over.
	 * @return whether nothing is left
	 */
	public boolean isOver() {
		return remainingNanos() == 0;
	}

}
