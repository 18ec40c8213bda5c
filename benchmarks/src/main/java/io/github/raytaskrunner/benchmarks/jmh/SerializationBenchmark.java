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
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.execution.AttemptExecutor;
import io.github.raytaskrunner.serialization.SerializedTask;
import io.github.raytaskrunner.serialization.TaskSerializer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the bytes of a tiny task and of its value cost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SerializationBenchmark {

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	private final Attempt attempt = new Attempt(1, "task", "", 1,
			this.serializer.serialize(successorOf(41), "task").bytes(), List.of());

	private final byte[] value = this.serializer.writeValue(42);

	private int number;

	/**
	 * Write a lambda that captured a number.
	 * @return its bytes
	 */
	@Benchmark
	public SerializedTask writeTask() {
		return this.serializer.serialize(successorOf(this.number++), "task");
	}

	/**
	 * Read a lambda that captured a number, run it and write its value.
	 * @return the value's bytes
	 */
	@Benchmark
	public AttemptResult runTask() {
		return new AttemptExecutor(this.serializer).execute(this.attempt, Map.of(), () -> {
			throw new IllegalStateException("There is no runner");
		}, (progress) -> {
		});
	}

	/**
	 * Read the value.
	 * @return the value
	 */
	@Benchmark
	public @Nullable Object readValue() {
		return this.serializer.readValue(this.value);
	}

	private static RayCallable<Integer> successorOf(int number) {
		return () -> number + 1;
	}

}
