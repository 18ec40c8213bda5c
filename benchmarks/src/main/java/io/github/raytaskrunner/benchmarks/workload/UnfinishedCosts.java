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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskOptions;

/**
 * What tasks of the library cost if none ends before all are submitted. All slots are
 * held until then.
 */
final class UnfinishedCosts {

	private static final TaskOptions HOLDER = TaskOptions.named("holder");

	/**
	 * Few take too little time to be measured, so they are run more than once.
	 */
	private static final int LEAST_TASKS = 100_000;

	private final RayTaskRunner runner;

	UnfinishedCosts(RayTaskRunner runner) {
		this.runner = runner;
	}

	Map<Workload, Implementation> all() {
		return Map.of(Workload.UNFINISHED_COST, (size) -> repeat(size, this::submit), Workload.UNFINISHED_MAP_COST,
				(size) -> repeat(size, this::map));
	}

	private RayTaskFutures<Integer> submit(int size) {
		List<RayTaskFuture<Integer>> futures = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			int number = i;
			futures.add(this.runner.submit(() -> number + 1));
		}
		return RayTaskFutures.of(futures);
	}

	private RayTaskFutures<Integer> map(int size) {
		return this.runner.map((number) -> number + 1, IntStream.range(0, size).boxed().toList());
	}

	private Outcome repeat(int size, IntFunction<RayTaskFutures<Integer>> submission) throws IOException {
		int times = Math.max(1, LEAST_TASKS / size);
		long sum = 0;
		long nanos = 0;
		for (int i = 0; i < times; i++) {
			Outcome outcome = run(size, submission);
			sum += outcome.result();
			nanos += outcome.nanos();
		}
		return new Outcome(sum / times, nanos / times, 0);
	}

	private Outcome run(int size, IntFunction<RayTaskFutures<Integer>> submission) throws IOException {
		Path gate = Files.createTempFile("benchmark-", ".gate");
		try {
			String file = gate.toString();
			for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
				this.runner.with(HOLDER).execute(() -> hold(file));
			}
			long start = System.nanoTime();
			RayTaskFutures<Integer> futures = submission.apply(size);
			Files.delete(gate);
			long sum = futures.result().stream().mapToLong(Integer::longValue).sum();
			return new Outcome(sum, System.nanoTime() - start, 0);
		}
		finally {
			Files.deleteIfExists(gate);
		}
	}

	private static void hold(String gate) throws InterruptedException {
		while (Files.exists(Path.of(gate))) {
			TimeUnit.MILLISECONDS.sleep(1);
		}
	}

}
