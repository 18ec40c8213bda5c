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

/**
 * The end of a time that several steps share.
 */
final class Deadline {

	private final long end;

	/**
	 * Create a new deadline.
	 * @param timeout time from now on
	 */
	Deadline(Duration timeout) {
		this.end = System.nanoTime() + timeout.toNanos();
	}

	/**
	 * Return what is left of the time, at least zero.
	 */
	Duration remaining() {
		return Duration.ofNanos(Math.max(0, this.end - System.nanoTime()));
	}

}
