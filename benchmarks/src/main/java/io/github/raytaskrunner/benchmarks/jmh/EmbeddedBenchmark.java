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

package io.github.raytaskrunner.benchmarks.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.benchmarks.workload.BenchmarkApplication;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * What a tiny task costs from {@code submit} to its result when it is embedded, by the
 * task.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EmbeddedBenchmark {

	private static final int TASKS = 10_000;

	private final ConfigurableApplicationContext context = BenchmarkApplication.start("ray.address=embedded");

	private final RayTaskRunner runner = this.context.getBean(RayTaskRunner.class);

	private final List<Integer> numbers = IntStream.range(0, TASKS).boxed().toList();

	/**
	 * Submit tasks one by one, then take their results.
	 * @return a sum
	 */
	@Benchmark
	@OperationsPerInvocation(TASKS)
	public long submit() {
		List<RayTaskFuture<Integer>> futures = this.numbers.stream()
			.map((number) -> this.runner.submit(() -> number + 1))
			.toList();
		return futures.stream().mapToLong(RayTaskFuture::result).sum();
	}

	/**
	 * Map items, then take their results.
	 * @return a sum
	 */
	@Benchmark
	@OperationsPerInvocation(TASKS)
	public long map() {
		return this.runner.map((number) -> number + 1, this.numbers)
			.result()
			.stream()
			.mapToLong(Integer::longValue)
			.sum();
	}

	/**
	 * Submit a task and take its result.
	 * @return the result
	 */
	@Benchmark
	public int oneAfterAnother() {
		return this.runner.submit(() -> 42).result();
	}

	/**
	 * End the runner.
	 */
	@TearDown
	public void close() {
		this.context.close();
	}

}
