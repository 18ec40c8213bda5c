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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs tasks that are known to be small into one call: it costs as much to send as one
 * that lasts thousands of times as long. Not safe for use by several threads.
 */
final class CallPacker {

	private static final double SMALL = Duration.ofMillis(5).toNanos();

	/**
	 * How long a call may be expected to last. A task that turns out not to be small
	 * delays no more than the others of its call.
	 */
	private static final double CALL = Duration.ofMillis(20).toNanos();

	private static final long MAX_BYTES = 1024 * 1024;

	/**
	 * A call has to name all upstream values of its tasks.
	 */
	private static final int MAX_UPSTREAMS = 100;

	private static final int MAX_BYTES_OF_CHARACTER = 3;

	private static final int MAX_TASKS = 2000;

	private static final int MAX_NAMES = 1000;

	private static final double WEIGHT_OF_LAST = 0.2;

	private final Map<String, Double> recentMeans = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
			return size() > MAX_NAMES;
		}

	};

	/**
	 * Note how long a task has run.
	 * @param name name of the task
	 * @param time the time
	 */
	void ran(String name, Duration time) {
		this.recentMeans.merge(name, (double) time.toNanos(), (mean, last) -> mean + WEIGHT_OF_LAST * (last - mean));
	}

	/**
	 * Choose the tasks of a call.
	 * @param first the task that is next
	 * @param ready takes those that run with it
	 * @param slots number of calls that run at once, among which the tasks are divided
	 * @return the tasks, the first one first
	 */
	List<Task> pack(Task first, ReadyQueue ready, int slots) {
		int limit = Math.min(fairShare(first, ready, slots), limit(first));
		List<Task> tasks = new ArrayList<>(List.of(first));
		Load load = new Load(first);
		while (tasks.size() < limit) {
			Task next = ready.pollIf(first.spec().resources(),
					(task) -> task.commonName().equals(first.commonName()) && isPackable(task) && load.takes(task));
			if (next == null) {
				break;
			}
			load.add(next);
			tasks.add(next);
		}
		return tasks;
	}

	/**
	 * Return how long the tasks of a call take.
	 * @param tasks tasks of one name
	 * @return the time in nanoseconds, as far as is known
	 */
	long expectedNanos(List<Task> tasks) {
		return (long) (tasks.size() * this.recentMeans.getOrDefault(tasks.get(0).commonName(), 0.0));
	}

	private static int fairShare(Task first, ReadyQueue ready, int slots) {
		return (ready.size(first.spec().resources()) + slots) / Math.max(1, slots);
	}

	private int limit(Task first) {
		Double mean = (isPackable(first)) ? this.recentMeans.get(first.commonName()) : null;
		return (mean != null && mean < SMALL) ? (int) Math.min(MAX_TASKS, CALL / Math.max(1, mean)) : 1;
	}

	// A task whose call has died before may be the reason, and shall not take others with
	// it again.
	private static boolean isPackable(Task task) {
		return task.isCounted() && task.spec().timeLimit() == null && task.spec().crashRetries() > 0
				&& !task.history().isSuspect();
	}

	/**
	 * What a call holds so far.
	 */
	private static final class Load {

		private long bytes;

		private int upstreams;

		Load(Task first) {
			add(first);
		}

		void add(Task task) {
			this.bytes += size(task);
			this.upstreams += task.neighbours().upstreams();
		}

		boolean takes(Task task) {
			return this.bytes + size(task) <= MAX_BYTES
					&& this.upstreams + task.neighbours().upstreams() <= MAX_UPSTREAMS;
		}

		private static long size(Task task) {
			return task.size() + MAX_BYTES_OF_CHARACTER * ((long) task.name().length() + task.key().length());
		}

	}

}
