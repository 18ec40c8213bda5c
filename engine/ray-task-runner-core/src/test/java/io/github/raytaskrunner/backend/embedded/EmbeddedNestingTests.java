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

package io.github.raytaskrunner.backend.embedded;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of tasks that wait for tasks of their own, with several CPUs each.
 */
class EmbeddedNestingTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final int THREADS = 4;

	private static final AtomicInteger begun = new AtomicInteger();

	private static volatile CountDownLatch inner = new CountDownLatch(0);

	private static volatile CountDownLatch gate = new CountDownLatch(0);

	private final ClassLoader classLoader = getClass().getClassLoader();

	private final TaskSerializer serializer = new TaskSerializer(this.classLoader, (captured) -> null);

	private final DefaultRayTaskRunner runner = new DefaultRayTaskRunner(
			new RunnerSettings(1024 * 1024, Duration.ofSeconds(1)),
			() -> new EmbeddedBackend(this.serializer, THREADS, this.classLoader), this.serializer);

	@BeforeEach
	void start() {
		this.runner.start();
	}

	@AfterEach
	void stop() {
		this.runner.stop();
	}

	@ParameterizedTest
	@CsvSource({ "4, 10", "3, 10", "2, 20", "1, 30", "0.5, 30" })
	void tasksThatWaitGiveTheirCpusToOthers(double cpus, int levels) throws Exception {
		assertThat(depth(this.runner, cpus, levels)).isEqualTo(levels);
	}

	@Test
	void tasksThatWaitForStagesGiveTheirCpusToOthers() throws Exception {
		RayTaskRunner runner = this.runner;
		RayTaskSubmitter all = runner.with((options) -> options.numCpus(THREADS));
		assertThat(all.submit(() -> all.submit(() -> 1).toCompletableFuture().thenApply((one) -> one + 1).join())
			.result(LIMIT)).isEqualTo(2);
		assertThat(all
			.submit(() -> all.map((number) -> number * 2, List.of(1, 2))
				.toCompletableFuture()
				.thenCompose((numbers) -> all.submit(() -> numbers.get(1)).toCompletableFuture())
				.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
			.result(LIMIT)).isEqualTo(4);
		assertThat(all
			.submit(() -> all.submit(() -> 1)
				.toCompletableFuture()
				.<Integer>thenApply((one) -> Integer.valueOf("one"))
				.exceptionally((ex) -> -1)
				.join())
			.result(LIMIT)).isEqualTo(-1);
	}

	// Else each that waits would take a thread.
	@Test
	void whatTasksWaitForRunsBeforeOthersBegin() throws Exception {
		begun.set(0);
		inner = new CountDownLatch(THREADS);
		gate = new CountDownLatch(1);
		RayTaskRunner runner = this.runner;
		List<RayTaskFuture<Integer>> futures = IntStream.range(0, 200)
			.mapToObj((number) -> runner.submit(() -> waiting(runner, number)))
			.toList();
		assertThat(inner.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(begun).hasValueLessThan(5 * THREADS);
		gate.countDown();
		for (int i = 0; i < futures.size(); i++) {
			assertThat(futures.get(i).result(LIMIT)).isEqualTo(i);
		}
	}

	private static int waiting(RayTaskRunner runner, int number) throws Exception {
		begun.incrementAndGet();
		return runner.submit(() -> {
			inner.countDown();
			gate.await();
			return number;
		}).result(LIMIT);
	}

	private static int depth(RayTaskRunner runner, double cpus, int levels) throws Exception {
		if (levels == 0) {
			return 0;
		}
		return runner.with((options) -> options.numCpus(cpus))
			.submit(() -> depth(runner, cpus, levels - 1))
			.result(LIMIT) + 1;
	}

}
