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

package io.github.raytaskrunner.processes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A Spring Boot application that runs many small tasks, tasks with large captures, and a
 * long chain of tasks, prints how long each takes, and ends.
 */
public final class LoadApplication {

	static final int SMALL_TASKS = 5_000;

	static final int LARGE_TASKS = 50;

	static final int CAPTURE_BYTES = 20_000_000;

	static final int CHAIN_LENGTH = 100;

	private final RayTaskRunner runner;

	private LoadApplication(RayTaskRunner runner) {
		this.runner = runner;
	}

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(TestApplication.TestConfiguration.class,
				args)) {
			LoadApplication application = new LoadApplication(context.getBean(RayTaskRunner.class));
			System.out.println(TestApplication.UP);
			run("small", application::small);
			run("large", application::large);
			run("chain", application::chain);
		}
	}

	private static void run(String name, Load load) {
		long start = System.nanoTime();
		long result = load.run();
		System.out.println(
				name + ": " + result + " after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
	}

	private long small() {
		List<RayTaskFuture<Integer>> futures = new ArrayList<>();
		IntStream.range(0, SMALL_TASKS).forEach((i) -> futures.add(this.runner.submit(() -> i)));
		return futures.stream().mapToLong(RayTaskFuture::result).sum();
	}

	private long large() {
		List<RayTaskFuture<Long>> futures = new ArrayList<>();
		for (int i = 0; i < LARGE_TASKS; i++) {
			byte[] capture = new byte[CAPTURE_BYTES];
			Arrays.fill(capture, (byte) 1);
			futures.add(this.runner.submit(() -> sum(capture)));
		}
		return futures.stream().mapToLong(RayTaskFuture::result).sum();
	}

	private static long sum(byte[] bytes) {
		long sum = 0;
		for (byte each : bytes) {
			sum += each;
		}
		return sum;
	}

	private long chain() {
		RayTaskFuture<Long> last = this.runner.submit(() -> 0L);
		for (int i = 0; i < CHAIN_LENGTH; i++) {
			RayTaskFuture<Long> upstream = last;
			last = this.runner.submit(() -> upstream.result() + 1);
		}
		return last.result();
	}

	@FunctionalInterface
	private interface Load {

		long run();

	}

}
