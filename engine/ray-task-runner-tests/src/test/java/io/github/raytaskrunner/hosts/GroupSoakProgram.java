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
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A Spring Boot application that takes the results of a group of {@value #COUNT} items as
 * they come, prints what they are, and ends.
 */
public final class GroupSoakProgram {

	static final int COUNT = 1_000_000;

	static final String TAKEN = " results were taken";

	static final String SUMMARY = "summary: ";

	private static final int PROGRESS_STEP = 50_000;

	/**
	 * Now and then an item takes a moment, so that the group takes some time.
	 */
	private static final int PAUSE_STEP = 50;

	private final BitSet results = new BitSet(COUNT);

	private long sum;

	private int taken;

	private int repeated;

	private GroupSoakProgram() {
	}

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(SoakProgram.SoakConfiguration.class,
				args)) {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			String folder = context.getEnvironment().getRequiredProperty("folder");
			GroupSoakProgram program = new GroupSoakProgram();
			try (Stream<RayTaskFuture<Integer>> done = runner.mapAsCompleted((item) -> run(item, folder),
					IntStream.range(0, COUNT).iterator())) {
				done.forEach((future) -> program.take(future.result()));
			}
			System.out.println(SUMMARY + program.results.cardinality() + " results, " + program.repeated
					+ " repeated, sum " + program.sum + ", " + context.getBean(SoakProgram.Count.class));
		}
	}

	private void take(int result) {
		if (this.results.get(result)) {
			this.repeated++;
		}
		this.results.set(result);
		this.sum += result;
		this.taken++;
		if (this.taken % PROGRESS_STEP == 0) {
			System.out.println(this.taken + TAKEN);
		}
	}

	private static int run(int item, String folder) throws IOException, InterruptedException {
		// by its file the process is known as one that runs items
		SoakNotes.ofWorker(Path.of(folder));
		if (item % PAUSE_STEP == 0) {
			TimeUnit.MILLISECONDS.sleep(1);
		}
		return item;
	}

}
