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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ends of a task that meet: one of them is its final state, and the runner goes on.
 */
abstract class RacesContract extends ContractPart {

	RacesContract(RunnerContract contract) {
		super(contract);
	}

	// From nothing to a little longer than a task takes.
	private static void pause() {
		LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(3_000_000));
	}

	@Test
	void cancelMeetsCompletion() throws Exception {
		List<RayTaskFuture<?>> futures = new ArrayList<>();
		for (int i = 0; i < rounds(50); i++) {
			RayTaskFuture<Integer> upstream = value(i);
			RayTaskFuture<Integer> dependent = runner().submit(() -> upstream.result());
			pause();
			boolean cancelled = upstream.cancel();
			TaskState state = upstream.await(LIMIT).orElseThrow();
			assertThat(state).isInstanceOf(cancelled ? TaskState.Cancelled.class : TaskState.Completed.class);
			assertThat(dependent.await(LIMIT)).get()
				.isInstanceOf(cancelled ? TaskState.NotReady.class : TaskState.Completed.class);
			futures.add(upstream);
		}
		assertSettled(futures);
	}

	@Test
	void timeLimitMeetsCompletion() throws Exception {
		List<RayTaskFuture<?>> futures = new ArrayList<>();
		TaskOptions options = TaskOptions.builder().name("limited").timeLimit(Duration.ofMillis(3)).build();
		for (int i = 0; i < rounds(50); i++) {
			long millis = i % 6;
			RayTaskFuture<@Nullable Void> future = runner().with(options).execute(() -> Thread.sleep(millis));
			assertThat(future.await(LIMIT)).get().isInstanceOfAny(TaskState.TimedOut.class, TaskState.Completed.class);
			futures.add(future);
		}
		assertSettled(futures);
	}

	@Test
	void cancelMeetsRetry() throws Exception {
		List<RayTaskFuture<?>> futures = new ArrayList<>();
		TaskOptions options = TaskOptions.builder()
			.name("retried")
			.retry(RetryPolicy.builder().maxRetries(Integer.MAX_VALUE).delay(Duration.ofMillis(1)).build())
			.build();
		for (int i = 0; i < rounds(50); i++) {
			RayTaskFuture<@Nullable Void> future = runner().with(options).execute(() -> {
				throw new IllegalStateException("again");
			});
			pause();
			assertThat(future.cancel()).isTrue();
			futures.add(future);
		}
		assertThat(futures).allSatisfy((future) -> assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class));
		assertSettled(futures);
	}

	@Test
	void stopMeetsSubmit() throws Exception {
		for (int i = 0; i < rounds(1); i++) {
			stopWhileSubmitting(createRunner(SETTINGS));
		}
	}

	private void stopWhileSubmitting(DefaultRayTaskRunner runner) throws Exception {
		runner.start();
		CountDownLatch submitting = new CountDownLatch(1);
		List<RayTaskFuture<Integer>> accepted = new ArrayList<>();
		CompletableFuture<Void> submitter = CompletableFuture.runAsync(() -> {
			try {
				while (true) {
					accepted.add(runner.submit(() -> 1));
					submitting.countDown();
				}
			}
			catch (RayTaskRejectedException ex) {
				// the runner was stopped
			}
		});
		assertThat(submitting.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		runner.stop();
		submitter.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		assertThat(accepted).isNotEmpty()
			.allSatisfy((future) -> assertThat(future.state()).isInstanceOfAny(TaskState.Completed.class,
					TaskState.Cancelled.class));
	}

	private void assertSettled(List<RayTaskFuture<?>> futures) {
		List<TaskState> states = futures.stream().<TaskState>map(RayTaskFuture::state).toList();
		Awaitility.await().atMost(LIMIT).until(() -> runner().counts().inFlight() == 0);
		assertThat(runner().counts().queued()).isZero();
		assertThat(futures).<TaskState>extracting(RayTaskFuture::state).isEqualTo(states);
	}

}
