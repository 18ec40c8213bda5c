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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskState;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When tasks run again.
 */
abstract class RetriesContract extends ContractPart {

	private static final RetryPolicy POLICY = RetryPolicy.builder()
		.maxRetries(3)
		.delay(Duration.ofMillis(10))
		.jitter(Duration.ofMillis(5))
		.build();

	RetriesContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void taskIsRetriedUntilItCompletes() {
		RayTaskFuture<Integer> future = runner().with((options) -> options.name("flaky").retry(POLICY)).submit(() -> {
			int attempt = TaskContext.current().orElseThrow().attempt();
			if (attempt < 3) {
				throw new IOException("attempt " + attempt);
			}
			return attempt;
		});
		assertThat(future.result()).isEqualTo(3);
	}

	@Test
	void lastExceptionIsThatOfTheTask() throws Exception {
		RayTaskFuture<@Nullable Void> future = runner().with((options) -> options.name("failing").retry(POLICY))
			.execute(() -> {
				throw new IOException("attempt " + TaskContext.current().orElseThrow().attempt());
			});
		assertThat(future.await(LIMIT)).get()
			.asInstanceOf(InstanceOfAssertFactories.type(TaskState.Failed.class))
			.extracting((failed) -> failed.exception().getMessage())
			.isEqualTo("attempt 4");
	}

	@Test
	void withoutAPolicyThereIsNoRetry() throws Exception {
		String attempts = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> {
			throw new IOException("attempt " + count(attempts));
		});
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.Failed.class);
		assertThat(count(attempts)).isEqualTo(2);
	}

	@Test
	void policyThatDoesNotWantTheExceptionIsObeyed() throws Exception {
		String attempts = newFile();
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(3)
			.delay(Duration.ZERO)
			.excludes(IOException.class)
			.build();
		RayTaskFuture<@Nullable Void> future = runner().with((options) -> options.name("excluded").retry(policy))
			.execute(() -> {
				throw new IOException("attempt " + count(attempts));
			});
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.Failed.class);
		assertThat(count(attempts)).isEqualTo(2);
	}

	@Test
	void dependentGetsTheValueOfTheAttemptThatSucceeded() {
		RayTaskFuture<Integer> upstream = runner().with((options) -> options.name("flaky").retry(POLICY)).submit(() -> {
			int attempt = TaskContext.current().orElseThrow().attempt();
			if (attempt < 3) {
				throw new IOException("attempt " + attempt);
			}
			return attempt;
		});
		List<RayTaskFuture<Integer>> dependents = List.of(runner().submit(() -> upstream.result() + 10),
				runner().submit(() -> upstream.result() + 20));
		assertThat(dependents).extracting(RayTaskFuture::result).containsExactly(13, 23);
	}

	@Test
	void stateIsNotFinalBetweenAttempts() throws Exception {
		String failed = newFile();
		RetryPolicy policy = RetryPolicy.builder().maxRetries(1).delay(Duration.ofMillis(500)).build();
		RayTaskFuture<Integer> future = runner().with((options) -> options.name("slow to retry").retry(policy))
			.submit(() -> {
				int attempt = TaskContext.current().orElseThrow().attempt();
				if (attempt == 1) {
					touch(failed);
					throw new IOException("first");
				}
				return attempt;
			});
		awaitFile(failed);
		assertThat(future.await(Duration.ofMillis(100))).isEmpty();
		assertThat(future.result()).isEqualTo(2);
	}

	@Test
	void stateSaysWhenTheNextAttemptIsDue(CapturedOutput output) throws Exception {
		List<RayTaskFuture<Object>> futures = new ArrayList<>();
		String line = lineOfOne(output, () -> {
			futures.add(submitPatient());
			return futures.get(futures.size() - 1).key();
		});
		assertThat(line).contains("'patient'", "attempt 1 failed: java.io.IOException: first line …",
				"attempt 2 follows in " + LIMIT.toMillis() + " ms");
		futures.forEach(RayTaskFuture::cancel);
		RayTaskFuture<Object> future = submitPatient();
		Awaitility.await().atMost(LIMIT).until(() -> future.state() instanceof TaskState.AwaitingRetry);
		TaskState.AwaitingRetry state = (TaskState.AwaitingRetry) future.state();
		assertThat(state.attempt()).isEqualTo(2);
		assertThat(state.due()).isAfter(Instant.now()).isBefore(Instant.now().plus(LIMIT));
		assertThat(future.toString()).endsWith("awaiting retry");
		assertThat(future.cancel()).isTrue();
		assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
	}

	private RayTaskFuture<Object> submitPatient() {
		RetryPolicy policy = RetryPolicy.builder().maxRetries(1).delay(LIMIT).build();
		return runner().with((options) -> options.name("patient").retry(policy)).submit(() -> {
			throw new IOException("first line\nsecond line");
		});
	}

}
