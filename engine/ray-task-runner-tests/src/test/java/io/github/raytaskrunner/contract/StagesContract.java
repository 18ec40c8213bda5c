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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tasks that return a stage.
 */
abstract class StagesContract extends ContractPart {

	StagesContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void taskIsDoneWhenItsStageIs() throws Exception {
		String gate = newFile();
		String started = newFile();
		RayTaskFuture<CompletableFuture<String>> future = runner().submit(() -> {
			touch(started);
			return CompletableFuture.supplyAsync(() -> {
				awaitFile(gate);
				return "later";
			});
		});
		awaitFile(started);
		assertThat(future.await(Duration.ofMillis(50))).isEmpty();
		touch(gate);
		assertThat(future.result(LIMIT)).isCompletedWithValue("later");
	}

	@Test
	void dependentReadsTheValueOfTheStage() throws Exception {
		RayTaskFuture<CompletionStage<Integer>> stage = runner()
			.submit(() -> CompletableFuture.completedStage(20).thenApplyAsync((number) -> number + 1));
		assertThat(runner().submit(() -> stage.result().toCompletableFuture().join() * 2).result(LIMIT)).isEqualTo(42);
	}

	@Test
	void valueMayBeNoneOrAStage() throws Exception {
		RayTaskFuture<CompletableFuture<@Nullable Void>> none = runner().submit(() -> CompletableFuture.runAsync(() -> {
		}));
		assertThat(none.result(LIMIT)).isCompletedWithValue(null);
		RayTaskFuture<CompletableFuture<CompletableFuture<Integer>>> nested = runner()
			.submit(() -> CompletableFuture.completedFuture(CompletableFuture.supplyAsync(() -> 42)));
		assertThat(nested.result(LIMIT).join().join()).isEqualTo(42);
	}

	@Test
	void failureOfTheStageIsThatOfTheTask() {
		RayTaskFuture<CompletableFuture<Integer>> future = runner()
			.submit(() -> CompletableFuture.supplyAsync(() -> Integer.parseInt("none")));
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> future.result(LIMIT))
			.havingCause()
			.isInstanceOf(NumberFormatException.class);
	}

	@Test
	void timeLimitHoldsForTheStage() throws Exception {
		TaskOptions options = TaskOptions.builder().name("never").timeLimit(Duration.ofMillis(300)).build();
		RayTaskFuture<CompletableFuture<Object>> future = runner().with(options)
			.submit(() -> new CompletableFuture<>());
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.TimedOut.class);
		assertThat(value(1).result(LIMIT)).isEqualTo(1);
	}

	@Test
	void cancelEndsTheWaitForTheStageAndCancelsIt() throws Exception {
		String started = newFile();
		String cancelled = newFile();
		RayTaskFuture<CompletableFuture<Object>> future = runner().submit(() -> {
			CompletableFuture<Object> stage = new CompletableFuture<>();
			stage.whenComplete((value, failure) -> {
				if (stage.isCancelled()) {
					touch(cancelled);
				}
			});
			touch(started);
			return stage;
		});
		awaitFile(started);
		assertThat(future.cancel()).isTrue();
		awaitFile(cancelled);
		assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
	}

	@Test
	void stageIsRetriedAsTheTask() throws Exception {
		String attempts = newFile();
		TaskOptions options = TaskOptions.builder()
			.name("unsteady")
			.retry(RetryPolicy.builder().maxRetries(3).delay(Duration.ofMillis(1)).build())
			.build();
		RayTaskFuture<CompletableFuture<Integer>> future = runner().with(options).submit(() -> {
			Executor later = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);
			return CompletableFuture.supplyAsync(() -> {
				int attempt = count(attempts);
				if (attempt < 3) {
					throw new IllegalStateException("attempt " + attempt);
				}
				return attempt;
			}, later);
		});
		assertThat(future.result(LIMIT)).isCompletedWithValue(3);
	}

}
