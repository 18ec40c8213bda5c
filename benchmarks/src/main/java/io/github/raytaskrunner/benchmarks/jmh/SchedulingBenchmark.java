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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the scheduler costs by the task: that of a runner whose backend answers at once,
 * without running anything.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SchedulingBenchmark {

	private static final int TASKS = 10_000;

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	private final DefaultRayTaskRunner runner = new DefaultRayTaskRunner(
			new RunnerSettings(Runtime.getRuntime().maxMemory() / 4, Duration.ofSeconds(10)),
			() -> new ImmediateBackend(this.serializer.writeValue(42)), this.serializer);

	/**
	 * Start the runner.
	 */
	@Setup
	public void start() {
		this.runner.start();
	}

	/**
	 * Submit tasks one by one, and wait until all have ended.
	 * @return a sum
	 */
	@Benchmark
	@OperationsPerInvocation(TASKS)
	public long submitAndComplete() {
		List<RayTaskFuture<Integer>> futures = IntStream.range(0, TASKS)
			.mapToObj((number) -> this.runner.submit(() -> number + 1))
			.toList();
		return futures.stream().mapToLong(RayTaskFuture::result).sum();
	}

	/**
	 * End the runner.
	 */
	@TearDown
	public void stop() {
		this.runner.stop();
	}

}
