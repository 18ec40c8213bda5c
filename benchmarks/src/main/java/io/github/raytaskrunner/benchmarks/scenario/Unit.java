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

package io.github.raytaskrunner.benchmarks.scenario;

import java.time.Duration;

import io.github.raytaskrunner.benchmarks.workload.Outcome;

/**
 * What is compared.
 */
public enum Unit {

	/**
	 * Tasks in a second, of which more is better.
	 */
	TASKS_PER_SECOND("tasks/s", true) {

		@Override
		public double value(Outcome outcome, int size, Duration age) {
			return size * 1e9 / outcome.nanos();
		}

	},

	/**
	 * Megabytes in a second, of which more is better.
	 */
	MEGABYTES_PER_SECOND("MB/s", true) {

		@Override
		public double value(Outcome outcome, int size, Duration age) {
			return TASKS_PER_SECOND.value(outcome, size, age);
		}

	},

	/**
	 * Seconds from the start of the process to the result, of which less is better.
	 */
	SECONDS_SINCE_START("s", false) {

		@Override
		public double value(Outcome outcome, int size, Duration age) {
			return age.toNanos() / 1e9;
		}

	},

	/**
	 * Seconds, of which less is better.
	 */
	SECONDS("s", false) {

		@Override
		public double value(Outcome outcome, int size, Duration age) {
			return outcome.nanos() / 1e9;
		}

	},

	/**
	 * Bytes of heap that a task needs, of which less is better.
	 */
	BYTES_PER_TASK("bytes/task", false) {

		@Override
		public double value(Outcome outcome, int size, Duration age) {
			// less cannot be told from what else the heap does
			return Math.max(1, (double) outcome.amount() / size);
		}

	},

	/**
	 * Bytes of heap that a worker needs, of which less is better.
	 */
	BYTES_PER_WORKER("bytes/worker", false) {

		@Override
		public double value(Outcome outcome, int size, Duration age) {
			return BYTES_PER_TASK.value(outcome, size, age);
		}

	},

	/**
	 * Time of a processor that all tasks of simulated workers take, by task, of which
	 * less is better.
	 */
	CPU_MICROS_PER_TASK("µs of CPU/task", false) {

		@Override
		public double value(Outcome outcome, int size, Duration age) {
			return outcome.amount() / 1e3 / outcome.result();
		}

	},

	/**
	 * How many times as much there is at the end as at the beginning, of which less is
	 * better.
	 */
	TIMES_AS_MUCH("×", false) {

		@Override
		public double value(Outcome outcome, int size, Duration age) {
			return outcome.amount() / 1e3;
		}

	},

	/**
	 * Threads, of which less is better.
	 */
	THREADS("threads", false) {

		@Override
		public double value(Outcome outcome, int size, Duration age) {
			return outcome.amount();
		}

	};

	private final String symbol;

	private final boolean moreIsBetter;

	Unit(String symbol, boolean moreIsBetter) {
		this.symbol = symbol;
		this.moreIsBetter = moreIsBetter;
	}

	/**
	 * Return what stands behind a number.
	 * @return a word
	 */
	public String symbol() {
		return this.symbol;
	}

	/**
	 * Return what came of a workload in this unit.
	 * @param outcome what came of it
	 * @param size how much there was to do
	 * @param age how long ago the process was started
	 * @return the value
	 */
	public abstract double value(Outcome outcome, int size, Duration age);

	/**
	 * Return how many times as good something is as something else.
	 * @param value value of the one
	 * @param other value of the other
	 * @return more than 1 if it is better
	 */
	public double ratio(double value, double other) {
		return this.moreIsBetter ? value / other : other / value;
	}

}
