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

package io.github.raytaskrunner;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.springframework.util.Assert;

/**
 * The end of a time to wait, which begins now.
 */
final class Deadline {

	private final Duration timeout;

	private final long start = System.nanoTime();

	Deadline(Duration timeout) {
		Assert.isTrue(!timeout.isNegative(), () -> "'timeout' must not be negative but is " + timeout);
		this.timeout = timeout;
	}

	Duration timeout() {
		return this.timeout;
	}

	long remainingNanos() {
		return Math.max(0, TimeUnit.NANOSECONDS.convert(this.timeout) - (System.nanoTime() - this.start));
	}

	Duration remaining() {
		return Duration.ofNanos(remainingNanos());
	}

}
