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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskTimedOutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How long tasks may run.
 */
abstract class TimeLimitsContract extends ContractPart {

	private static final Duration SHORT = Duration.ofMillis(300);

	/**
	 * Enough for a task that does nothing, on any machine.
	 */
	private static final Duration ENOUGH = Duration.ofSeconds(2);

	TimeLimitsContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void taskBeyondItsLimitIsTimedOutAndInterrupted() throws Exception {
		String started = newFile();
		String interrupted = newFile();
		RayTaskFuture<@Nullable Void> future = runner().with((options) -> options.name("slow").timeLimit(SHORT))
			.execute(() -> sleepUntilInterrupted(started, interrupted));
		assertThat(future.await(LIMIT)).contains(new TaskState.TimedOut(SHORT));
		awaitFile(interrupted);
		assertThatExceptionOfType(TaskTimedOutException.class).isThrownBy(future::result)
			.withMessageContaining("slow")
			.withMessageContaining("300 ms")
			.satisfies((ex) -> assertThat(ex.getLimit()).isEqualTo(SHORT));
		assertThat(future.state()).isEqualTo(new TaskState.TimedOut(SHORT));
	}

	@Test
	void taskWithinItsLimitCompletes() {
		RayTaskFuture<String> future = runner().with((options) -> options.name("fast").timeLimit(LIMIT))
			.submit(() -> "value");
		assertThat(future.result()).isEqualTo("value");
	}

	@Test
	void timeInTheQueueDoesNotCount() {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> upstream = runner().execute(() -> awaitFile(gate));
		RayTaskFuture<String> future = runner()
			.with((options) -> options.name("late").timeLimit(ENOUGH).waitFor(upstream))
			.submit(() -> "value");
		assertThat(future.state()).isEqualTo(new TaskState.Pending());
		Awaitility.await().pollDelay(ENOUGH.plus(SHORT)).until(() -> true);
		touch(gate);
		assertThat(future.result()).isEqualTo("value");
	}

	@Test
	void taskThatIgnoresItsLimitDoesNotKeepItsSlot() throws Exception {
		String stop = newFile();
		for (int i = 0; i < 2; i++) {
			RayTaskFuture<@Nullable Void> future = runner().with((options) -> options.name("deaf").timeLimit(SHORT))
				.execute(() -> awaitFileDeaf(stop));
			assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.TimedOut.class);
		}
		RayTaskFuture<String> both = runner().with((options) -> options.name("both").numCpus(2)).submit(() -> "runs");
		assertThat(both.result(LIMIT)).isEqualTo("runs");
		touch(stop);
	}

	@Test
	void dependentOfATimedOutTaskIsNotReadyAndAnotherCompletes() throws Exception {
		RayTaskFuture<Integer> slow = runner().with((options) -> options.name("slow").timeLimit(SHORT)).submit(() -> {
			Thread.sleep(LIMIT.toMillis());
			return 1;
		});
		RayTaskFuture<Integer> dependent = runner().submit(() -> slow.result());
		assertThat(runner().submit(() -> "other").result()).isEqualTo("other");
		assertThat(dependent.await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.NotReady.class,
					(state) -> assertThat(state.upstreamException()).isInstanceOf(TaskTimedOutException.class));
	}

	@Test
	void timeOutIsRetriedIfThePolicyAcceptsIt() {
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(1)
			.delay(Duration.ZERO)
			.includes(TaskTimedOutException.class)
			.build();
		RayTaskFuture<Integer> future = runner()
			.with((options) -> options.name("slow once").timeLimit(ENOUGH).retry(policy))
			.submit(() -> {
				int attempt = TaskContext.current().orElseThrow().attempt();
				if (attempt == 1) {
					Thread.sleep(LIMIT.toMillis());
				}
				return attempt;
			});
		assertThat(future.result()).isEqualTo(2);
	}

	private static void awaitFileDeaf(String file) {
		while (!Files.exists(Path.of(file))) {
			Thread.interrupted();
			Thread.onSpinWait();
		}
	}

}
