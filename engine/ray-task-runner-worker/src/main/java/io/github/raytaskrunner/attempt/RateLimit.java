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
 * How much of what is told beside events is passed on in a second. Not safe for use by
 * several threads.
 */
public final class RateLimit {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final int max;

	private final long maxBytes;

	private long begin;

	private int count;

	private long bytes;

	/**
	 * Create a new limit.
	 * @param max how many are passed on in a second
	 * @param maxBytes how large they can be together
	 */
	public RateLimit(int max, long maxBytes) {
		this.max = max;
		this.maxBytes = maxBytes;
		this.begin = System.nanoTime();
	}

	/**
	 * Say whether something is passed on.
	 * @param bytes how large it can be
	 * @param now the time
	 * @return whether it is
	 */
	public boolean admits(long bytes, long now) {
		if (now - this.begin >= SECOND) {
			this.begin = now;
			this.count = 0;
			this.bytes = 0;
		}
		if (this.count >= this.max || this.bytes + bytes > this.maxBytes) {
			return false;
		}
		this.count++;
		this.bytes += bytes;
		return true;
	}

}
