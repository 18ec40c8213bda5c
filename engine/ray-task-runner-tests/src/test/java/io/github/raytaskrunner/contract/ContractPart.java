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

package io.github.raytaskrunner.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.awaitility.Awaitility;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * Part of a {@link RunnerContract}. A task may run in another process: it shares nothing
 * with its test but the files of this machine.
 */
abstract class ContractPart {

	/**
	 * Longest time to wait for anything that is to happen.
	 */
	static final Duration LIMIT = Duration.ofMinutes(2);

	static final RunnerSettings SETTINGS = new RunnerSettings(256 * 1024 * 1024, Duration.ofSeconds(20))
		.withProfiles(Map.of("half", TaskOptions.builder().numCpus(0.5).build(), "large",
				TaskOptions.builder().numCpus(2.0).build()));

	private static final AtomicInteger COUNT = new AtomicInteger();

	private final RunnerContract contract;

	ContractPart(RunnerContract contract) {
		this.contract = contract;
	}

	/**
	 * Return the runner that the tests share.
	 * @return the runner, started
	 */
	DefaultRayTaskRunner runner() {
		return this.contract.runner();
	}

	/**
	 * Create a runner for one test.
	 * @param settings the settings
	 * @return the runner, not started
	 */
	DefaultRayTaskRunner createRunner(RunnerSettings settings) {
		return this.contract.createRunner(settings);
	}

	/**
	 * Return the line of the log about one of several tasks. Of many such lines in a
	 * short time some are left out, so there are more tasks until one is logged.
	 * @param output the log
	 * @param submission submits a task and returns its key
	 * @return the line
	 */
	static String lineOfOne(CapturedOutput output, Supplier<String> submission) {
		List<String> keys = new ArrayList<>();
		return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> {
			keys.add(submission.get());
			System.gc();
			return output.getOut().lines().filter((line) -> keys.stream().anyMatch(line::contains)).toList();
		}, (lines) -> !lines.isEmpty()).get(0);
	}

	/**
	 * Return how many times a test provokes a race.
	 * @param rounds what a backend with processes has time for
	 * @return the number of times
	 */
	int rounds(int rounds) {
		return rounds * this.contract.raceFactor();
	}

	static BackendInfo backend(DefaultRayTaskRunner runner) {
		return ((RunnerStatus.Connected) runner.status()).backend();
	}

	static void awaitRunning(RayTaskFuture<?> future) {
		Awaitility.await().atMost(LIMIT).until(future::state, new TaskState.Running()::equals);
	}

	/**
	 * Submit tasks that sleep, each of which takes a slot, and wait until they run.
	 * @param slots the number of tasks
	 * @param time how long they sleep
	 * @return their futures
	 */
	static List<RayTaskFuture<?>> occupy(RayTaskRunner runner, int slots, Duration time) {
		TaskOptions options = TaskOptions.builder().name("sleep").crashRetries(0).build();
		List<RayTaskFuture<?>> futures = new ArrayList<>();
		for (int i = 0; i < slots; i++) {
			futures.add(runner.with(options).execute(() -> Thread.sleep(time.toMillis())));
		}
		futures.forEach(ContractPart::awaitRunning);
		return futures;
	}

	RayTaskFuture<Integer> value(int value) {
		return runner().submit(() -> value);
	}

	/**
	 * Return the name of a file that does not exist.
	 * @return absolute path of the file
	 */
	String newFile() {
		return this.contract.directory().resolve("file-" + COUNT.incrementAndGet()).toString();
	}

	static void touch(String file) {
		try {
			Files.writeString(Path.of(file), "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Count the calls of this method with a file, in whatever process.
	 * @param file the file
	 * @return the number, counted from 1
	 */
	static int count(String file) {
		try {
			Files.writeString(Path.of(file), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			return (int) Files.size(Path.of(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Compute until interrupted, and note that.
	 * @param started created at the start
	 * @param interrupted created when interrupted
	 */
	static void sleepUntilInterrupted(String started, String interrupted) {
		touch(started);
		try {
			Thread.sleep(LIMIT.toMillis());
		}
		catch (InterruptedException ex) {
			touch(interrupted);
		}
	}

	// A file is the gate by which the processes of one machine meet.
	static void awaitFile(String file) {
		Instant limit = Instant.now().plus(LIMIT);
		while (!Files.exists(Path.of(file))) {
			if (Instant.now().isAfter(limit)) {
				throw new IllegalStateException("No file " + file);
			}
			try {
				Thread.sleep(5);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException("Interrupted while waiting for " + file, ex);
			}
		}
	}

	static byte[] bytes(int size) {
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = (byte) (i % 251);
		}
		return bytes;
	}

	static byte[] reversed(byte[] bytes) {
		byte[] reversed = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			reversed[i] = bytes[bytes.length - 1 - i];
		}
		return reversed;
	}

	static <T> List<T> inParallel(int threads, ThrowingFunction<T> action) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<T>> futures = IntStream.range(0, threads)
				.mapToObj((index) -> executor.submit(() -> action.apply(index)))
				.toList();
			List<T> results = new ArrayList<>();
			for (Future<T> future : futures) {
				results.add(future.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

	@FunctionalInterface
	interface ThrowingFunction<T> {

		T apply(int index) throws Exception;

	}

}
