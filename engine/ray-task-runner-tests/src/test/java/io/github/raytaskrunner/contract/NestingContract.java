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

import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tasks that submit tasks.
 */
abstract class NestingContract extends ContractPart {

	NestingContract(RunnerContract contract) {
		super(contract);
	}

	private static int depth(RayTaskRunner runner, int levels) {
		if (levels == 0) {
			return 0;
		}
		return runner.submit(() -> depth(runner, levels - 1)).result() + 1;
	}

	private static int depthByStages(RayTaskRunner runner, int levels) {
		if (levels == 0) {
			return 0;
		}
		return runner.submit(() -> depthByStages(runner, levels - 1))
			.toCompletableFuture()
			.thenApply((depth) -> depth + 1)
			.join();
	}

	@Test
	void taskCannotStopTheRunnerThatOthersUse() throws Exception {
		RayTaskRunner runner = runner();
		RayTaskFuture<Integer> future = runner.submit(() -> {
			try (RayTaskRunner captured = runner) {
				return captured.submit(() -> 1).result();
			}
		});
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> future.result(LIMIT))
			.havingCause()
			.isInstanceOf(IllegalStateException.class)
			.withMessageContaining("A task cannot stop the runner");
		for (int i = 0; i < 4; i++) {
			assertThat(runner.submit(() -> runner.submit(() -> 2).result()).result(LIMIT)).isEqualTo(2);
		}
	}

	@Test
	void runnerWithinATaskHasTheProfilesOfTheRunner() throws Exception {
		RayTaskRunner runner = runner();
		TaskOptions half = TaskOptions.ofProfile("half");
		TaskOptions unknown = TaskOptions.builder().name("lost").profile("whole").build();
		assertThat(runner.submit(() -> runner.with(half).submit(() -> "half").result()).result(LIMIT))
			.isEqualTo("half");
		assertThatExceptionOfType(TaskFailedException.class)
			.isThrownBy(() -> runner.submit(() -> runner.with(unknown).submit(() -> "never").result()).result(LIMIT))
			.havingCause()
			.isInstanceOf(IllegalArgumentException.class)
			.withMessageContaining("Task 'lost' has the unknown profile 'whole'")
			.withMessageContaining("use one of [half, large]");
	}

	@Test
	void runnerWithinATaskEqualsItsDuplicateAndItself() throws Exception {
		RayTaskRunner runner = runner();
		RayTaskRunner same = runner;
		assertThat(runner
			.submit(() -> runner == same && runner.equals(runner.duplicate())
					&& runner.hashCode() == runner.duplicate().hashCode() && !runner.duplicate().isRunning())
			.result(LIMIT)).isTrue();
	}

	// prefect#14788: nested submit fails
	@Test
	void taskSubmitsATask() throws Exception {
		RayTaskRunner runner = runner();
		RayTaskFuture<String> future = runner.submit(() -> {
			RayTaskFuture<String> inner = runner.submit(() -> "inner");
			return inner.result() + " in outer";
		});
		assertThat(future.result(LIMIT)).isEqualTo("inner in outer");
	}

	@Test
	void tasksThatWaitForTheirTasksDoNotOccupyTheSlots() throws Exception {
		RayTaskRunner runner = runner();
		int levels = 6;
		RayTaskFuture<Integer> future = runner.submit(() -> depth(runner, levels));
		assertThat(future.result(LIMIT.multipliedBy(2))).isEqualTo(levels);
	}

	@Test
	void tasksThatWaitForStagesOfTheirTasksDoNotOccupyTheSlots() throws Exception {
		RayTaskRunner runner = runner();
		int levels = 4;
		RayTaskFuture<Integer> future = runner.submit(() -> depthByStages(runner, levels));
		assertThat(future.result(LIMIT.multipliedBy(2))).isEqualTo(levels);
	}

	@Test
	void taskSubmitsManyTasks() throws Exception {
		RayTaskRunner runner = runner();
		RayTaskFuture<Integer> future = runner.submit(() -> {
			List<RayTaskFuture<Integer>> inner = IntStream.range(0, 100)
				.mapToObj((number) -> runner.submit(() -> number))
				.toList();
			RayTaskFuture<Integer> sum = runner.submit(() -> inner.stream().mapToInt(RayTaskFuture::result).sum());
			return sum.result();
		});
		assertThat(future.result(LIMIT)).isEqualTo(4950);
	}

	@Test
	void tasksThatWaitForSeveralTasksDoNotOccupyTheSlots() throws Exception {
		RayTaskRunner runner = runner();
		List<RayTaskFuture<Integer>> outer = IntStream.range(0, 4)
			.mapToObj((number) -> runner.submit(() -> runner.map((item) -> item + number, List.of(1, 2))
				.result()
				.stream()
				.mapToInt((value) -> value)
				.sum()
					+ runner.mapAsCompleted((item) -> item, List.of(1, 2).iterator())
						.mapToInt(RayTaskFuture::result)
						.sum()
					+ runner.submit(() -> 1).toCompletableFuture().join()
					+ runner.map((item) -> item, List.of(1)).toCompletableFuture().join().get(0)
					+ RayTaskFutures.of(runner.submit(() -> 1)).toCompletableFuture().join().get(0)))
			.toList();
		for (int i = 0; i < 4; i++) {
			assertThat(outer.get(i).result(LIMIT.multipliedBy(2))).isEqualTo(9 + 2 * i);
		}
	}

	@Test
	void failureOfAnInnerTaskReachesTheOuterOne() throws TimeoutException, InterruptedException {
		RayTaskRunner runner = runner();
		RayTaskFuture<String> future = runner.submit(() -> {
			RayTaskFuture<String> inner = runner.submit(() -> {
				throw new IllegalStateException("inner");
			});
			return inner.result();
		});
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> future.result(LIMIT))
			.havingCause()
			.isInstanceOf(TaskFailedException.class)
			.havingCause()
			.isInstanceOf(IllegalStateException.class)
			.withMessage("inner");
	}

	@Test
	void optionsThatWereCapturedHoldWithinTheTask() throws Exception {
		RayTaskSubmitter named = runner().with(TaskOptions.named("inner"));
		assertThat(runner().submit(() -> named.submit(() -> TaskContext.current().orElseThrow().name()).result())
			.result(LIMIT)).isEqualTo("inner");
	}

}
