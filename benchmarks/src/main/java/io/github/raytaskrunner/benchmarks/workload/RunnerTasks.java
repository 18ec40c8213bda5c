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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;

/**
 * Tasks of the library that know nothing of each other.
 */
final class RunnerTasks {

	private final RayTaskRunner runner;

	RunnerTasks(RayTaskRunner runner) {
		this.runner = runner;
	}

	Map<Workload, Implementation> all() {
		return Map.of(Workload.SUBMIT, Implementation.timed(this::submit), Workload.MAP,
				Implementation.timed(this::map), Workload.MAP_AS_COMPLETED, Implementation.timed(this::mapAsCompleted),
				Workload.ONE_AFTER_ANOTHER, Implementation.timed(this::oneAfterAnother), Workload.AFTER_IDLENESS,
				this::afterIdleness, Workload.BUSY, Implementation.timed(this::busy), Workload.MIXED,
				Implementation.timed(this::mixed));
	}

	private long submit(int size) {
		List<RayTaskFuture<Integer>> futures = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			int number = i;
			futures.add(this.runner.submit(() -> number + 1));
		}
		return futures.stream().mapToLong(RayTaskFuture::result).sum();
	}

	private long map(int size) {
		List<Integer> numbers = IntStream.range(0, size).boxed().toList();
		return this.runner.map((number) -> number + 1, numbers).result().stream().mapToLong(Integer::longValue).sum();
	}

	private long mapAsCompleted(int size) {
		try (Stream<RayTaskFuture<Integer>> done = this.runner.mapAsCompleted((number) -> number + 1,
				IntStream.range(0, size).iterator())) {
			return done.mapToLong(RayTaskFuture::result).sum();
		}
	}

	private long oneAfterAnother(int size) {
		long sum = 0;
		for (int i = 0; i < size; i++) {
			sum += successor(i);
		}
		return sum;
	}

	private Outcome afterIdleness(int size) throws InterruptedException {
		long sum = 0;
		long nanos = 0;
		for (int i = 0; i < size; i++) {
			TimeUnit.MILLISECONDS.sleep(200);
			long start = System.nanoTime();
			sum += successor(i);
			nanos += System.nanoTime() - start;
		}
		return new Outcome(sum, nanos, 0);
	}

	private int successor(int number) {
		return this.runner.submit(() -> number + 1).result();
	}

	private long busy(int size) {
		return sumOf(Stream.generate(() -> computing(50)).limit(size));
	}

	private long mixed(int size) {
		// the long ones at the end of each hundred: whoever plans nothing has them last
		return sumOf(IntStream.rangeClosed(1, size)
			.boxed()
			.flatMap((number) -> (number % 100 != 0) ? Stream.of(computing(1))
					: Stream.of(computing(1), computing(500))));
	}

	private static RayCallable<Integer> computing(int millis) {
		return () -> Computation.run(Duration.ofMillis(millis));
	}

	private long sumOf(Stream<RayCallable<Integer>> tasks) {
		List<RayTaskFuture<Integer>> futures = tasks.map(this.runner::submit).toList();
		return futures.stream().mapToLong(RayTaskFuture::result).sum();
	}

}
