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

package io.github.raytaskrunner.backend.ray.cluster;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.raytaskrunner.waiting.Deadline;

/**
 * The processes of a cluster as its owner last reported them: what has to end should the
 * owner be killed. Handles know a process' start time, so a process that got the number
 * of an ended one is safe.
 * <p>
 * Safe for use by several threads.
 */
final class RecordedProcesses {

	private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);

	private volatile Set<ProcessHandle> handles = Set.of();

	/**
	 * Replace what is known.
	 * @param pids process identifiers, separated by commas
	 */
	void record(String pids) {
		this.handles = Arrays.stream(pids.split(","))
			.filter((pid) -> !pid.isEmpty())
			.flatMap((pid) -> ProcessHandle.of(Long.parseLong(pid)).stream())
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Kill what still lives, and what it started.
	 * @param timeout longest time to wait until nothing lives
	 * @return whether nothing lives any more
	 */
	boolean destroy(Duration timeout) {
		Deadline deadline = new Deadline(timeout);
		List<ProcessHandle> alive = alive();
		while (!alive.isEmpty() && !deadline.isOver()) {
			alive.forEach(ProcessHandle::destroyForcibly);
			LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
			alive = alive();
		}
		return alive.isEmpty();
	}

	private List<ProcessHandle> alive() {
		return this.handles.stream()
			.flatMap((handle) -> Stream.concat(Stream.of(handle), handle.descendants()))
			.distinct()
			.filter(ProcessHandle::isAlive)
			.toList();
	}

}
