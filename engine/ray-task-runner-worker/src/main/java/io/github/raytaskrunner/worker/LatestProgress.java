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

import io.github.raytaskrunner.attempt.AttemptEvent.Progressed;
import org.jspecify.annotations.Nullable;

/**
 * The last progress that was not told: it is told some times a second, however often a
 * task has more. Not safe for use by several threads.
 */
final class LatestProgress {

	private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private @Nullable Progressed latest;

	private long due = System.nanoTime();

	void note(Progressed progress) {
		this.latest = progress;
	}

	boolean isEmpty() {
		return this.latest == null;
	}

	/**
	 * Take the progress of an attempt that is known to run.
	 * @param attempt id of the attempt
	 * @param now the time
	 * @return the progress, or {@code null} if there is none, or it is too early
	 */
	@Nullable Progressed takeDue(long attempt, long now) {
		return (now - this.due >= 0) ? take(attempt, now) : null;
	}

	/**
	 * Take the progress of an attempt that ends.
	 * @param attempt id of the attempt
	 * @param now the time
	 * @return the progress, or {@code null} if there is none
	 */
	@Nullable Progressed take(long attempt, long now) {
		Progressed latest = this.latest;
		if (latest == null || latest.attempt() != attempt) {
			return null;
		}
		this.latest = null;
		this.due = now + PERIOD_NANOS;
		return latest;
	}

	void clear() {
		this.latest = null;
	}

}
