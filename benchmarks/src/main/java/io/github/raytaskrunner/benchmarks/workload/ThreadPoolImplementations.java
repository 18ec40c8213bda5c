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
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayFunction;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.execution.AttemptExecutor;
import io.github.raytaskrunner.serialization.TaskSerializer;

/**
 * A thread pool that does what isolates tasks from each other: each runs on a copy of
 * what was submitted, and gives a copy of its value, both made by the library's codec.
 */
public final class ThreadPoolImplementations implements Implementations {

	private final ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

	private final TaskSerializer serializer = new TaskSerializer(ThreadPoolImplementations.class.getClassLoader(),
			(captured) -> null);

	@Override
	public Map<Workload, Implementation> all() {
		return Map.of(Workload.SUBMIT, Implementation.timed(this::submit), Workload.MAP,
				Implementation.timed(this::map), Workload.BUSY, Implementation.timed(this::busy), Workload.MIXED,
				Implementation.timed(this::mixed));
	}

	private long submit(int size) throws Exception {
		List<Future<byte[]>> futures = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			int number = i;
			futures.add(submit(() -> number + 1));
		}
		return sum(futures);
	}

	private long map(int size) throws Exception {
		RayFunction<Integer, Integer> function = (number) -> number + 1;
		List<Future<byte[]>> futures = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			byte[] item = this.serializer.writeValue(i);
			futures.add(this.pool.submit(() -> this.serializer.writeValue(function.apply(read(item)))));
		}
		return sum(futures);
	}

	private long busy(int size) throws Exception {
		List<Future<byte[]>> futures = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			futures.add(submit(() -> Computation.run(Duration.ofMillis(50))));
		}
		return sum(futures);
	}

	private long mixed(int size) throws Exception {
		List<Future<byte[]>> futures = new ArrayList<>(size);
		for (int i = 1; i <= size; i++) {
			futures.add(submit(() -> Computation.run(Duration.ofMillis(1))));
			if (i % 100 == 0) {
				futures.add(submit(() -> Computation.run(Duration.ofMillis(500))));
			}
		}
		return sum(futures);
	}

	private Future<byte[]> submit(RayCallable<Integer> task) {
		byte[] bytes = this.serializer.serialize(task, "task").bytes();
		return this.pool.submit(() -> run(bytes));
	}

	private byte[] run(byte[] task) {
		Attempt attempt = new Attempt(1, "task", "", 1, task, List.of());
		return Objects.requireNonNull(new AttemptExecutor(this.serializer).execute(attempt, Map.of(), () -> {
			throw new IllegalStateException("There is no runner");
		}, (progress) -> {
		}).value());
	}

	private long sum(List<Future<byte[]>> futures) throws InterruptedException, ExecutionException {
		long sum = 0;
		for (Future<byte[]> future : futures) {
			sum += read(future.get());
		}
		return sum;
	}

	private Integer read(byte[] value) {
		return (Integer) Objects.requireNonNull(this.serializer.readValue(value));
	}

	@Override
	public void close() {
		this.pool.shutdownNow();
	}

}
