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
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayTaskRunner;

/**
 * What tasks of the library need of the application's heap until they have ended. They
 * wait for a file, as they may run in another process.
 */
final class UnfinishedTasks {

	private final RayTaskRunner runner;

	UnfinishedTasks(RayTaskRunner runner) {
		this.runner = runner;
	}

	Map<Workload, Implementation> all() {
		return Map.of(Workload.UNFINISHED, this::submitted, Workload.UNFINISHED_MAP, this::mapped);
	}

	private Outcome submitted(int size) throws IOException {
		return measure(size, (gate) -> {
			List<RayTaskFuture<Integer>> futures = new ArrayList<>(size);
			for (int i = 0; i < size; i++) {
				int number = i;
				futures.add(this.runner.submit(() -> successor(number, gate)));
			}
			return RayTaskFutures.of(futures);
		});
	}

	private Outcome mapped(int size) throws IOException {
		return measure(size, (gate) -> this.runner.map((number) -> successor(number, gate),
				IntStream.range(0, size).boxed().toList()));
	}

	private static Outcome measure(int size, Submission submission) throws IOException {
		Path gate = Files.createTempFile("benchmark-", ".gate");
		try {
			long before = Heap.used();
			long start = System.nanoTime();
			RayTaskFutures<Integer> futures = submission.submit(gate.toString());
			long nanos = System.nanoTime() - start;
			long bytes = Heap.used() - before;
			Files.delete(gate);
			return new Outcome(futures.result().stream().mapToLong(Integer::longValue).sum(), nanos, bytes);
		}
		finally {
			Files.deleteIfExists(gate);
		}
	}

	private static int successor(int number, String gate) throws InterruptedException {
		while (Files.exists(Path.of(gate))) {
			TimeUnit.MILLISECONDS.sleep(10);
		}
		return number + 1;
	}

	private interface Submission {

		RayTaskFutures<Integer> submit(String gate);

	}

}
