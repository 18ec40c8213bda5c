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

package io.github.raytaskrunner.benchmarks.workload;

import java.util.function.IntToLongFunction;

/**
 * Something to do that every contender does in its own way, with the same result. How
 * much of it there is to do is its size, which is a number of tasks unless it says
 * something else.
 */
public enum Workload {

	/**
	 * Tiny tasks that know nothing of each other, submitted one by one before the first
	 * result is asked for.
	 */
	SUBMIT(Workload::sumTo),

	/**
	 * The same as items of one list.
	 */
	MAP(Workload::sumTo),

	/**
	 * The same as items of an iterator, whose results are taken as they come and are not
	 * kept.
	 */
	MAP_AS_COMPLETED(Workload::sumTo),

	/**
	 * Tiny tasks of which each is submitted when the one before has its result.
	 */
	ONE_AFTER_ANOTHER(Workload::sumTo),

	/**
	 * The same, each after 200 ms in which nothing runs, and which do not count.
	 */
	AFTER_IDLENESS(Workload::sumTo),

	/**
	 * Tiny tasks of which each reads the value of the one before.
	 */
	CHAIN((size) -> size),

	/**
	 * A tree of tiny tasks above so many leaves, each the sum of two.
	 */
	TREE(Workload::sumTo),

	/**
	 * Tasks that compute for 50 ms.
	 */
	BUSY((size) -> size),

	/**
	 * Tasks that compute for 1 ms, and for each hundred of them one of 500 ms.
	 */
	MIXED((size) -> size + size / 100),

	/**
	 * Tiny tasks that all read one value of 50 MB.
	 */
	SHARED_VALUE((size) -> size),

	/**
	 * One task after another makes, changes and sums up a value of so many MB, of which
	 * nobody else sees more than the sum.
	 */
	STAGES((size) -> 2 * bytes(size)),

	/**
	 * One task that captured so many MB.
	 */
	CAPTURED(Workload::bytes),

	/**
	 * One task that returns so many MB.
	 */
	RETURNED(Workload::bytes),

	/**
	 * Tiny tasks, submitted one by one, that wait until all are submitted: what they need
	 * of the heap is measured.
	 */
	UNFINISHED(Workload::sumTo),

	/**
	 * The same as items of one list.
	 */
	UNFINISHED_MAP(Workload::sumTo),

	/**
	 * Tiny tasks, submitted one by one, of which none runs before all are submitted.
	 */
	UNFINISHED_COST(Workload::sumTo),

	/**
	 * The same as items of one list.
	 */
	UNFINISHED_MAP_COST(Workload::sumTo),

	/**
	 * On a cluster that runs: a new application, or a new driver, whose first task
	 * returns the size.
	 */
	START((size) -> size),

	/**
	 * Tiny tasks by {@link #SUBMIT}, ten times: what has grown meanwhile is measured in
	 * thousandths.
	 */
	TEN_TIMES(Workload::sumTo),

	/**
	 * The same as items of one list.
	 */
	TEN_TIMES_MAP(Workload::sumTo),

	/**
	 * Tasks of 100 ms of an application, on a cluster on which another application has a
	 * queue of minutes.
	 */
	SECOND_APPLICATION(Workload::sumTo),

	/**
	 * A driver, and so many simulated workers, which end {@link #WORKERS_RATE} tasks in a
	 * second if all are busy.
	 */
	WORKERS(Workload::workerTasks),

	/**
	 * The same: what the driver needs of its heap is measured.
	 */
	WORKERS_HEAP(Workload::workerTasks),

	/**
	 * The same: the driver's threads are measured.
	 */
	WORKERS_THREADS(Workload::workerTasks),

	/**
	 * The same: the nanoseconds of CPU that all tasks take the driver are measured.
	 */
	WORKERS_CPU(Workload::workerTasks);

	/**
	 * How many tasks all simulated workers together end in a second at best: 4,000 of
	 * them, if each task takes 100 ms.
	 */
	static final int WORKERS_RATE = 40_000;

	private static final int LEAST_WORKER_TASKS = 5_000;

	private static final int TASKS_OF_A_WORKER = 100;

	/**
	 * Size of the value that many tasks read.
	 */
	static final int SHARED_MEGABYTES = 50;

	private final IntToLongFunction result;

	Workload(IntToLongFunction result) {
		this.result = result;
	}

	/**
	 * Return the only right result.
	 * @param size how much there is to do
	 * @return the result
	 */
	public long result(int size) {
		return this.result.applyAsLong(size);
	}

	/**
	 * Return a number of megabytes in bytes.
	 * @param megabytes the number
	 * @return the number of bytes
	 */
	static long bytes(int megabytes) {
		return megabytes * 1024L * 1024;
	}

	/**
	 * Return how many tasks simulated workers run.
	 * @param workers how many workers there are
	 * @return the number of tasks
	 */
	public static int workerTasks(int workers) {
		return Math.max(LEAST_WORKER_TASKS, TASKS_OF_A_WORKER * workers);
	}

	/**
	 * Return how long simulated workers take at best.
	 * @param workers how many workers there are
	 * @return the seconds in which they run all tasks if none is ever idle
	 */
	public static double workerSeconds(int workers) {
		return (double) workerTasks(workers) / WORKERS_RATE;
	}

	private static long sumTo(int size) {
		return size * (size + 1L) / 2;
	}

}
