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

package io.github.raytaskrunner.benchmarks.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.raytaskrunner.benchmarks.workload.Outcome;
import io.github.raytaskrunner.benchmarks.workload.Workload;

/**
 * The contenders that run. For use by one thread.
 */
public final class Contenders implements AutoCloseable {

	private final Map<Launch, ContenderProcess> running = new HashMap<>();

	private final Set<Warmth> warm = new HashSet<>();

	private final Path logs;

	private int started;

	/**
	 * Create an empty set.
	 * @param logs folder for what they print
	 */
	public Contenders(Path logs) {
		this.logs = logs;
		try {
			Files.createDirectories(logs);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * End all but some, so that these have the machine for themselves.
	 * @param launches what may go on
	 */
	public void endAllBut(Set<Launch> launches) {
		Set.copyOf(this.running.keySet()).stream().filter((launch) -> !launches.contains(launch)).forEach(this::end);
	}

	/**
	 * End a contender, if it runs.
	 * @param launch how it was started
	 */
	public void end(Launch launch) {
		ContenderProcess process = this.running.remove(launch);
		if (process != null) {
			process.close();
			this.warm.removeIf((warmth) -> warmth.launch.equals(launch));
		}
	}

	/**
	 * Let a contender do something again and again if it has never done it, so that it is
	 * warm.
	 * @param launch how it is started, if it does not run
	 * @param workload what to do
	 * @param size how much there is to do each time
	 * @param time how long to go on
	 * @param limit longest time to wait for each
	 */
	public void warmUp(Launch launch, Workload workload, int size, Duration time, Duration limit) {
		if (this.warm.contains(new Warmth(launch, workload))) {
			return;
		}
		long start = System.nanoTime();
		do {
			run(launch, workload, size, limit);
		}
		while (System.nanoTime() - start < time.toNanos());
	}

	/**
	 * Let a contender do something.
	 * @param launch how it is started, if it does not run
	 * @param workload what to do
	 * @param size how much there is to do
	 * @param limit longest time to wait
	 * @return what came of it
	 * @throws ContenderException if it is not done in time, or not at all, or wrong. Then
	 * the contender does not run any more
	 */
	public Outcome run(Launch launch, Workload workload, int size, Duration limit) {
		try {
			Outcome outcome = this.running.computeIfAbsent(launch, this::start).run(workload, size, limit);
			this.warm.add(new Warmth(launch, workload));
			return outcome;
		}
		catch (ContenderException ex) {
			end(launch);
			throw ex;
		}
	}

	/**
	 * Return how long ago a contender was started.
	 * @param launch how it was started
	 * @return the time
	 */
	public Duration age(Launch launch) {
		return Objects.requireNonNull(this.running.get(launch)).age();
	}

	private ContenderProcess start(Launch launch) {
		this.started++;
		Path log = this.logs.resolve("%s-%d.log".formatted(launch.contender().id(), this.started));
		return ContenderProcess.start(launch.contender(), launch.options(), log);
	}

	@Override
	public void close() {
		endAllBut(Set.of());
	}

	private record Warmth(Launch launch, Workload workload) {

	}

}
