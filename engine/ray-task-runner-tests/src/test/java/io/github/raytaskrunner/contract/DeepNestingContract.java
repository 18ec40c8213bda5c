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

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tasks that submit tasks that submit tasks, far more than there are slots.
 */
abstract class DeepNestingContract extends ContractPart {

	private static final int LEVELS = 30;

	/**
	 * On Ray each level needs a worker process, which takes seconds of a CPU to start.
	 */
	private static final Duration DEEP_LIMIT = Duration.ofMinutes(8);

	DeepNestingContract(RunnerContract contract) {
		super(contract);
	}

	private static int depth(RayTaskRunner runner, int levels) {
		if (levels == 0) {
			return 0;
		}
		return runner.submit(() -> depth(runner, levels - 1)).result() + 1;
	}

	@Test
	void thirtyLevelsOfTasksThatWaitForEachOtherRunOnTwoSlots() throws Exception {
		// thirty workers would stay for the tests that come after
		DefaultRayTaskRunner runner = createRunner(SETTINGS);
		runner.start();
		try {
			List<RayTaskFuture<?>> occupied = occupyAllSlotsButTwo(runner);
			RayTaskFuture<Integer> future = runner.submit(() -> depth(runner, LEVELS));
			assertThat(future.result(DEEP_LIMIT)).isEqualTo(LEVELS);
			occupied.forEach(RayTaskFuture::cancel);
		}
		finally {
			runner.stop();
		}
	}

	@Test
	void hundredTasksOfATaskThatWaitsForThemRunOnTwoSlots() throws Exception {
		RayTaskRunner runner = runner();
		List<RayTaskFuture<?>> occupied = occupyAllSlotsButTwo(runner());
		try {
			RayTaskFuture<Integer> future = runner.submit(() -> {
				List<RayTaskFuture<Integer>> inner = IntStream.range(0, 100)
					.mapToObj((number) -> runner.submit(() -> number))
					.toList();
				return inner.stream().mapToInt(RayTaskFuture::result).sum();
			});
			assertThat(future.result(LIMIT)).isEqualTo(4950);
		}
		finally {
			occupied.forEach(RayTaskFuture::cancel);
			Awaitility.await().atMost(LIMIT).until(() -> runner().counts().inFlight() == 0);
		}
	}

	private static List<RayTaskFuture<?>> occupyAllSlotsButTwo(DefaultRayTaskRunner runner) {
		return occupy(runner, backend(runner).slots() - 2, DEEP_LIMIT);
	}

}
