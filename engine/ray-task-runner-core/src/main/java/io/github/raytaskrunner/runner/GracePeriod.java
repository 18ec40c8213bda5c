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

package io.github.raytaskrunner.runner;

import java.time.Duration;

/**
 * The time that a stop may take, which begins now, and what each of its steps gets of it.
 */
final class GracePeriod {

	/**
	 * What the end of the backend gets: if nothing answers, it takes as long to find that
	 * out.
	 */
	static final Duration BACKEND_STOP_LIMIT = Duration.ofSeconds(5);

	/**
	 * How long each other step may take once the tasks have ended, if the grace period
	 * lasts as long.
	 */
	static final Duration STOP_LIMIT = Duration.ofSeconds(2);

	/**
	 * What a step gets that comes after the grace period.
	 */
	private static final Duration MIN_STOP_LIMIT = Duration.ofMillis(500);

	private final long start = System.nanoTime();

	private final Duration length;

	GracePeriod(Duration length) {
		this.length = length;
	}

	Duration length() {
		return this.length;
	}

	Duration passed() {
		return Duration.ofNanos(System.nanoTime() - this.start);
	}

	/**
	 * Return what tasks, and what becomes of their values, still get.
	 * @return the time, at least zero
	 */
	Duration leftForTasks() {
		Duration half = this.length.dividedBy(2);
		Duration forTasks = (half.compareTo(BACKEND_STOP_LIMIT) > 0) ? this.length.minus(BACKEND_STOP_LIMIT) : half;
		return max(forTasks.minus(passed()), Duration.ZERO);
	}

	/**
	 * Return what a step gets.
	 * @param limit longest time for it
	 * @return the time
	 */
	Duration limit(Duration limit) {
		return max(min(limit, this.length.minus(passed())), MIN_STOP_LIMIT);
	}

	/**
	 * Return what a step gets of the time of tasks.
	 * @return the time
	 */
	Duration limitOfTasks() {
		return max(leftForTasks(), MIN_STOP_LIMIT);
	}

	private static Duration min(Duration first, Duration second) {
		return (first.compareTo(second) < 0) ? first : second;
	}

	private static Duration max(Duration first, Duration second) {
		return (first.compareTo(second) > 0) ? first : second;
	}

}
