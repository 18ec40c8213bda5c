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

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskContext;

/**
 * One of the tasks of the soak test. They depend on earlier ones in several ways, some
 * return large values, and most are so short that they are packed into calls.
 *
 * @param number the task's number, from 0
 */
record SoakTask(int number) {

	static final int COUNT = 20_000;

	private static final int GROUP = 10;

	private static final int CHAIN_STEP = 100;

	private static final int LARGE_STEP = 500;

	private static final int LARGE_LENGTH = 25_000;

	/**
	 * Return the name, which long tasks have for themselves, as the runner packs by name.
	 */
	String name() {
		return isLong() ? "long" : "short";
	}

	private boolean isLong() {
		return this.number % 50 == 25;
	}

	/**
	 * Return the numbers of the tasks whose values this one reads.
	 */
	List<Integer> upstreams() {
		if (this.number % CHAIN_STEP == 0) {
			return (this.number > 0) ? List.of(this.number - CHAIN_STEP) : List.of();
		}
		return switch (this.number % GROUP) {
			case 2, 3 -> List.of(this.number - 1);
			case 6 -> List.of(this.number - 1, this.number - 6);
			case 9 -> IntStream.range(this.number - 9, this.number).boxed().toList();
			default -> List.of();
		};
	}

	/**
	 * Return the numbers of the tasks that this one only runs after.
	 */
	List<Integer> waitsFor() {
		return (this.number % GROUP == 8) ? List.of(this.number - 1) : List.of();
	}

	/**
	 * Return the values that the tasks must have, by their numbers.
	 */
	static long[] expectedValues() {
		long[] values = new long[COUNT];
		for (int i = 0; i < COUNT; i++) {
			values[i] = value(i, new SoakTask(i).upstreams().stream().mapToLong((upstream) -> values[upstream]));
		}
		return values;
	}

	private static long value(int number, LongStream upstreams) {
		return (number + upstreams.sum()) % 1_000_003;
	}

	/**
	 * Run the task, on a worker.
	 * @return the value, repeated if it is to be large
	 */
	long[] run(String folder, List<RayTaskFuture<long[]>> upstreams) throws Exception {
		int attempt = TaskContext.current().orElseThrow().attempt();
		SoakNotes.ofWorker(Path.of(folder)).add(new SoakNotes.Start(this.number, attempt, Instant.now()));
		Thread.sleep(isLong() ? 20 : this.number % 3);
		long value = value(this.number, upstreams.stream().mapToLong((upstream) -> upstream.result()[0]));
		return LongStream.generate(() -> value).limit((this.number % LARGE_STEP == 5) ? LARGE_LENGTH : 1).toArray();
	}

}
