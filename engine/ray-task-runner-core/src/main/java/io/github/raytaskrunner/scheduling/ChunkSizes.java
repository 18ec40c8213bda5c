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

package io.github.raytaskrunner.scheduling;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.raytaskrunner.attempt.AttemptResult;

/**
 * Decides how many items of a group run in one attempt, by what the last ones took.
 * Guarded by the lock of the scheduler.
 */
final class ChunkSizes {

	/**
	 * An item that is known to take longer runs alone.
	 */
	private static final double SMALL = Duration.ofMillis(5).toNanos();

	private static final double CHUNK = Duration.ofMillis(20).toNanos();

	/**
	 * What is worth an attempt of its own, however few items are left.
	 */
	private static final double LEAST = Duration.ofMillis(1).toNanos();

	/**
	 * Larger results are not pushed.
	 */
	private static final double RESULT = AttemptResult.MAX_PUSHED_BYTES * 0.8;

	private static final double WEIGHT_OF_OLD = 0.8;

	private static final int MAX_NAMES = 1000;

	private final Map<String, Mean> means = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Mean> eldest) {
			return size() > MAX_NAMES;
		}

	};

	/**
	 * Note what items took.
	 * @param name name of their tasks
	 * @param count number of items
	 * @param nanos how long they ran together
	 * @param bytes what they returned together
	 */
	void ran(String name, int count, long nanos, long bytes) {
		if (count > 0) {
			Mean last = new Mean((double) nanos / count, (double) bytes / count);
			this.means.merge(name, last, (mean, next) -> mean.mixedWith(next, Math.pow(WEIGHT_OF_OLD, count)));
		}
	}

	/**
	 * Return how many items may run in one attempt.
	 * @param name name of their tasks
	 * @param pending number of items that are to run
	 * @param slots number of attempts that run at once
	 * @return the number, one as long as nothing is known
	 */
	int limit(String name, int pending, int slots) {
		Mean mean = this.means.get(name);
		if (mean == null || mean.nanos() > SMALL) {
			return 1;
		}
		double most = Math.min(CHUNK / Math.max(1, mean.nanos()), RESULT / Math.max(1, mean.bytes()));
		double share = Math.max(LEAST / Math.max(1, mean.nanos()), (double) pending / (2 * Math.max(1, slots)));
		return (int) Math.max(1, Math.min(most, share));
	}

	private record Mean(double nanos, double bytes) {

		Mean mixedWith(Mean last, double weight) {
			return new Mean(this.nanos * weight + last.nanos * (1 - weight),
					this.bytes * weight + last.bytes * (1 - weight));
		}

	}

}
