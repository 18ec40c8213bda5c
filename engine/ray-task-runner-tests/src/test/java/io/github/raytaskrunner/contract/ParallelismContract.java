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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What runs at the same time.
 */
abstract class ParallelismContract extends ContractPart {

	ParallelismContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void tasksRunAtTheSameTime() {
		String first = newFile();
		String second = newFile();
		RayTaskFuture<@Nullable Void> one = runner().execute(() -> {
			touch(first);
			awaitFile(second);
		});
		RayTaskFuture<@Nullable Void> other = runner().execute(() -> {
			touch(second);
			awaitFile(first);
		});
		one.result();
		other.result();
	}

	@Test
	void manyThreadsSubmit() throws Exception {
		List<Integer> sums = inParallel(8, (thread) -> {
			List<RayTaskFuture<Integer>> futures = IntStream.range(0, 50)
				.mapToObj((index) -> value(thread * 1000 + index))
				.toList();
			return futures.stream().mapToInt(RayTaskFuture::result).sum();
		});
		assertThat(sums)
			.containsExactly(IntStream.range(0, 8).mapToObj((thread) -> thread * 50000 + 1225).toArray(Integer[]::new));
	}

	@Test
	void tasksThatNeedNoCpuAreNotLimitedByTheSlots() {
		String gate = newFile();
		List<RayTaskFuture<?>> all = new ArrayList<>(occupy(runner(), 2, LIMIT));
		int count = backend(runner()).slots() + 1;
		String started = newFile();
		for (int i = 0; i < count; i++) {
			all.add(runner().with((options) -> options.name("waits").numCpus(0)).execute(() -> {
				count(started);
				awaitFile(gate);
			}));
		}
		try {
			Awaitility.await().atMost(LIMIT).until(() -> all.stream().allMatch(ParallelismContract::isRunning));
			Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(Path.of(started)).hasSize(count));
		}
		finally {
			touch(gate);
			all.forEach(RayTaskFuture::cancel);
		}
	}

	private static boolean isRunning(RayTaskFuture<?> future) {
		return future.state().isRunning();
	}

}
