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
import java.util.List;
import java.util.Map.Entry;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.scheduling.Task;
import io.github.raytaskrunner.scheduling.TaskValues;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Fetches the values that only the backend holds before it is stopped, if somebody may
 * still ask for them: the smallest first, so that as many as possible are saved. Whoever
 * asks for another is told why it is gone.
 */
final class ValueRescue {

	private static final Log logger = LogFactory.getLog(ValueRescue.class);

	private final TaskValues values;

	private final long end;

	private long room;

	private long fetched;

	/**
	 * Create a new rescue.
	 * @param values the values of all tasks
	 * @param timeout longest time to fetch
	 * @param room number of bytes that the values may take together
	 */
	ValueRescue(TaskValues values, Duration timeout, long room) {
		this.values = values;
		this.end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
		this.room = room;
	}

	/**
	 * Return how many bytes values may take: half of what is free, as they are rebuilt
	 * beside their bytes.
	 * @return the number of bytes
	 */
	static long room() {
		Runtime runtime = Runtime.getRuntime();
		return (runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory()) / 2;
	}

	/**
	 * Fetch the values.
	 * @throws InterruptedException if the calling thread is interrupted; what was not
	 * fetched by then is lost as well
	 */
	void fetch() throws InterruptedException {
		List<Entry<Task, Long>> sizes = this.values.remote()
			.entrySet()
			.stream()
			.sorted(Entry.comparingByValue())
			.toList();
		int saved = 0;
		try {
			for (Entry<Task, Long> size : sizes) {
				if (fetch(size.getKey(), size.getValue())) {
					saved++;
				}
			}
		}
		finally {
			// nothing is left of those that were not reached because of an interrupt
			sizes.forEach((size) -> this.values.lost(size.getKey(), "the runner was stopped before it was fetched"));
			log(saved, sizes.size() - saved);
		}
	}

	private boolean fetch(Task task, long size) throws InterruptedException {
		long nanos = this.end - System.nanoTime();
		if (size > this.room) {
			return lose(task, "its " + size + " bytes did not fit into the " + this.room
					+ " bytes of memory that there were for values");
		}
		try {
			if (nanos > 0) {
				byte[] value = this.values.get(task).get(nanos, TimeUnit.NANOSECONDS);
				this.values.keep(task, value);
				this.room -= value.length;
				this.fetched += value.length;
				return true;
			}
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			return lose(task, String.valueOf((cause != null) ? cause.getMessage() : ex));
		}
		catch (TimeoutException ex) {
			// as if there had been no time at all
		}
		return lose(task,
				"the grace period was over before its " + size + " bytes were fetched (ray.shutdown.grace-period)");
	}

	private boolean lose(Task task, String reason) {
		this.values.lost(task, "the runner was stopped, and " + reason);
		return false;
	}

	private void log(int saved, int lost) {
		if (saved > 0) {
			logger.info("Fetched " + saved + " values (" + this.fetched + " bytes) that somebody still holds");
		}
		if (lost > 0) {
			logger.warn(lost + " values that somebody still holds could not be fetched within the grace period and the "
					+ "memory: result() of their futures says why");
		}
	}

}
