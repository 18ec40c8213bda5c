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

package io.github.raytaskrunner.hosts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.network.TestHost;

/**
 * Kills one of the workers that run tasks, again and again. Each of a cluster's slots has
 * a worker for one period before the next is killed, so that tasks make progress on a
 * busy machine too.
 */
final class WorkerKiller implements AutoCloseable {

	private final List<TestHost> hosts;

	private final int slots;

	private final Path openFiles;

	private final Random random = new Random(5);

	private final AtomicInteger killed = new AtomicInteger();

	private Set<ProcessHandle> seen = Set.of();

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor((action) -> new Thread(action, "worker-killer"));

	/**
	 * Begin to kill workers.
	 * @param openFiles a directory of which every worker has a file open
	 * @param period time between two looks at the workers: those seen at the last one may
	 * be killed
	 * @param slots number of tasks that the cluster runs at once
	 * @param hosts the hosts of the workers
	 */
	WorkerKiller(Path openFiles, Duration period, int slots, TestHost... hosts) {
		this.slots = slots;
		this.openFiles = openFiles;
		this.hosts = List.of(hosts);
		this.timer.scheduleWithFixedDelay(this::kill, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void kill() {
		Set<ProcessHandle> workers = this.hosts.stream()
			.flatMap((host) -> host.processes().stream())
			.filter((pid) -> LinuxProcesses.hasOpen(pid, this.openFiles))
			.flatMap((pid) -> ProcessHandle.of(pid).stream())
			.collect(Collectors.toSet());
		List<ProcessHandle> old = workers.stream().filter(this.seen::contains).toList();
		if (old.size() >= this.slots && old.get(this.random.nextInt(old.size())).destroyForcibly()) {
			this.killed.incrementAndGet();
		}
		this.seen = workers;
	}

	int killed() {
		return this.killed.get();
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

}
