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

package io.github.raytaskrunner.hosts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.hosts.SoakNotes.End;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A Spring Boot application that submits every {@link SoakTask}, notes how it ends,
 * prints what there is to know once all have ended, and ends.
 */
public final class SoakProgram {

	static final String ENDED = " tasks have ended";

	static final String SUMMARY = "summary: ";

	private static final int PROGRESS_STEP = 1_000;

	private final RayTaskRunner runner;

	private final Path folder;

	private final SoakNotes notes;

	private final AtomicInteger ended = new AtomicInteger();

	private final CountDownLatch unfinished = new CountDownLatch(SoakTask.COUNT);

	private final List<RayTaskFuture<long[]>> futures = new ArrayList<>();

	private SoakProgram(RayTaskRunner runner, Path folder) throws IOException {
		this.runner = runner;
		this.folder = folder;
		this.notes = SoakNotes.ofApplication(folder);
	}

	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext context = SpringApplication.run(SoakConfiguration.class, args)) {
			SoakProgram program = new SoakProgram(context.getBean(RayTaskRunner.class),
					Path.of(context.getEnvironment().getRequiredProperty("folder")));
			IntStream.range(0, SoakTask.COUNT).forEach(program::submit);
			if (!program.unfinished.await(10, TimeUnit.MINUTES)) {
				throw new IllegalStateException(program.unfinished.getCount() + " tasks have not ended");
			}
			System.out.println(SUMMARY + program.rightValues() + " right values, " + context.getBean(Count.class)
					+ ", threads: " + threads());
		}
	}

	/**
	 * Count the threads that run now, but for those of callbacks: how many these need
	 * depends on the machine.
	 */
	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.getName().startsWith("ray-callback"))
			.count();
	}

	private void submit(int number) {
		SoakTask task = new SoakTask(number);
		String folder = this.folder.toString();
		List<RayTaskFuture<long[]>> upstreams = futures(task.upstreams());
		TaskOptions options = TaskOptions.builder()
			.name(task.name())
			.key(Integer.toString(number))
			.waitFor(futures(task.waitsFor()))
			.build();
		RayTaskFuture<long[]> future = this.runner.with(options).submit(() -> task.run(folder, upstreams));
		this.futures.add(future);
		future.onDone((done) -> end(number, done.state()));
	}

	private List<RayTaskFuture<long[]>> futures(List<Integer> numbers) {
		return numbers.stream().map(this.futures::get).toList();
	}

	private void end(int number, TaskState state) {
		this.notes.add(new End(number, state.getClass().getSimpleName(), Instant.now()));
		int ended = this.ended.incrementAndGet();
		if (ended % PROGRESS_STEP == 0) {
			System.out.println(ended + ENDED);
		}
		this.unfinished.countDown();
	}

	private int rightValues() {
		long[] expected = SoakTask.expectedValues();
		int right = 0;
		for (int i = 0; i < expected.length; i++) {
			RayTaskFuture<long[]> future = this.futures.get(i);
			if (future.state().isCompleted() && future.result()[0] == expected[i]) {
				right++;
			}
			else {
				System.out.println("Task " + i + " is " + future.state());
			}
		}
		return right;
	}

	/**
	 * Counts what happens to tasks.
	 */
	static class Count implements TaskListener {

		private final AtomicInteger retries = new AtomicInteger();

		private final AtomicInteger finalStates = new AtomicInteger();

		@Override
		public void stateChanged(TaskStateChange change) {
			if (change.state() instanceof TaskState.AwaitingRetry) {
				this.retries.incrementAndGet();
			}
			if (change.state().isFinal()) {
				this.finalStates.incrementAndGet();
			}
		}

		@Override
		public String toString() {
			return this.finalStates + " final states, " + this.retries + " retries";
		}

	}

	@EnableAutoConfiguration
	@Configuration(proxyBeanMethods = false)
	static class SoakConfiguration {

		@Bean
		Count count() {
			return new Count();
		}

	}

}
