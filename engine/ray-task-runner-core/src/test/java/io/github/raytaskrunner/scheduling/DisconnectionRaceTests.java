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

package io.github.raytaskrunner.scheduling;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.ResultLostException;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.scripted.RaceTests;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what meets the loss of the backend, or its return. Whatever wins, each task
 * gets one final state, none is forgotten, and none of before is reported on later.
 */
class DisconnectionRaceTests extends RaceTests {

	private static final TaskOptions RETRIED = TaskOptions.builder().name("retried").crashRetries(1).build();

	@BeforeEach
	void start() {
		this.runner.start();
	}

	@Test
	void disconnectionMeetsCompletion() throws Exception {
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			List<RayTaskFuture<?>> futures = submitGraph();
			Attempt attempt = backend.next();
			atOnce(() -> backend.complete(attempt), () -> backend.disconnect("network"));
			if (futures.get(0).await(LIMIT).orElseThrow().isCompleted()) {
				assertThat(futures.get(0).result()).isEqualTo("value");
				assertEndsAfterReconnection(backend, futures.get(1));
			}
			else {
				assertThat(futures.get(0).state()).isInstanceOf(TaskState.Crashed.class);
				assertThat(futures.get(1).state()).isInstanceOf(TaskState.NotReady.class);
				backend.connect(2);
			}
		}
		assertIdle(2L * ROUNDS);
	}

	// A dependent whose attempt was in flight has crashed, one that was queued runs.
	private static void assertEndsAfterReconnection(ScriptedBackend backend, RayTaskFuture<?> dependent)
			throws Exception {
		backend.connect(2);
		if (!dependent.state().isFinal()) {
			Attempt attempt;
			do {
				attempt = backend.next();
				backend.complete(attempt);
			}
			while (!dependent.state().isFinal());
			assertThat(dependent.state()).isInstanceOf(TaskState.Completed.class);
		}
		else {
			assertThat(dependent.state()).isInstanceOf(TaskState.Crashed.class);
		}
	}

	@Test
	void disconnectionMeetsCompletionOfAValueThatIsNotPushed() throws Exception {
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = this.runner.with(RETRIED).submit(() -> "value");
			RayTaskFuture<String> dependent = this.runner.submit(() -> future.result());
			Attempt attempt = backend.next();
			atOnce(() -> backend.completeUnpushed(attempt), () -> backend.disconnect("network"));
			if (future.state().isCompleted()) {
				assertThatExceptionOfType(ResultLostException.class).isThrownBy(future::result);
				assertThat(dependent.await(LIMIT)).get()
					.isInstanceOfAny(TaskState.NotReady.class, TaskState.Crashed.class);
				backend.connect(2);
			}
			else {
				backend.connect(2);
				complete(backend, future);
				complete(backend, dependent);
			}
			assertThat(this.runner.counts().inFlight()).isZero();
		}
		assertIdle(2L * ROUNDS);
	}

	@Test
	void disconnectionMeetsFailure() throws Exception {
		TaskOptions options = RETRIED.overriddenBy(
				TaskOptions.builder().retry(RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build()).build());
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = this.runner.with(options).submit(() -> "value");
			Attempt attempt = backend.next();
			atOnce(() -> backend.fail(attempt), () -> backend.disconnect("network"));
			backend.connect(2);
			complete(backend, future);
		}
		assertIdle(ROUNDS);
	}

	@Test
	void disconnectionMeetsCrash() throws Exception {
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = this.runner.with(RETRIED).submit(() -> "value");
			Attempt attempt = backend.next();
			atOnce(() -> backend.crash(attempt), () -> backend.disconnect("network"));
			backend.connect(2);
			if (!future.state().isFinal()) {
				complete(backend, future);
			}
		}
		assertIdle(ROUNDS);
	}

	@Test
	void disconnectionMeetsCancel() throws Exception {
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			List<RayTaskFuture<?>> futures = submitGraph();
			backend.next();
			AtomicBoolean cancelled = new AtomicBoolean();
			atOnce(() -> backend.disconnect("network"), () -> cancelled.set(futures.get(0).cancel()));
			assertThat(futures.get(0).state())
				.isInstanceOf(cancelled.get() ? TaskState.Cancelled.class : TaskState.Crashed.class);
			assertThat(futures.get(1).state()).isInstanceOf(TaskState.NotReady.class);
			assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
			backend.connect(2);
		}
		assertIdle(2L * ROUNDS);
	}

	@Test
	void disconnectionMeetsSubmit() throws Exception {
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			AtomicReference<@Nullable RayTaskFuture<?>> submitted = new AtomicReference<>();
			atOnce(() -> backend.disconnect("network"),
					() -> submitted.set(this.runner.with(RETRIED).submit(() -> "value")));
			RayTaskFuture<?> future = submitted.get();
			assertThat(future).isNotNull();
			backend.connect(2);
			complete(backend, future);
		}
		assertIdle(ROUNDS);
	}

	@Test
	void disconnectionMeetsConnection() throws Exception {
		ScriptedBackend backend = this.started.get();
		TaskOptions stubborn = TaskOptions.builder().name("stubborn").crashRetries(2 * ROUNDS).build();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = this.runner.with(stubborn).submit(() -> "value");
			atOnce(() -> backend.disconnect("network"), () -> backend.connect(2));
			backend.connect(2);
			complete(backend, future);
		}
		assertIdle(ROUNDS);
	}

	@Test
	void disconnectionMeetsStop() throws Exception {
		for (int i = 0; i < STOPS; i++) {
			ScriptedBackend backend = this.started.get();
			List<RayTaskFuture<?>> futures = submitGraph();
			backend.next();
			atOnce(() -> backend.disconnect("network"), this.runner::stop);
			assertThat(futures.get(0).state()).isInstanceOfAny(TaskState.Crashed.class, TaskState.Cancelled.class);
			assertThat(futures.get(1).state()).isInstanceOfAny(TaskState.NotReady.class, TaskState.Cancelled.class);
			assertThat(this.runner.status()).isEqualTo(new RunnerStatus.Stopped());
			assertFinalStatesReportedOnce(2L * (i + 1));
			this.runner.start();
		}
	}

	@Test
	void connectionMeetsStop() throws Exception {
		for (int i = 0; i < STOPS; i++) {
			ScriptedBackend backend = this.started.get();
			backend.disconnect("network");
			List<RayTaskFuture<?>> futures = submitGraph();
			atOnce(() -> backend.connect(2), this.runner::stop);
			assertThat(futures)
				.allSatisfy((future) -> assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class));
			assertThatExceptionOfType(RayTaskRejectedException.class).isThrownBy(this::submitGraph);
			assertFinalStatesReportedOnce(2L * (i + 1));
			this.runner.start();
		}
	}

	// Completes attempts, which may have crashed meanwhile, until the task ends.
	private static void complete(ScriptedBackend backend, RayTaskFuture<?> future) throws Exception {
		while (!future.state().isFinal()) {
			backend.complete(backend.next());
		}
		assertThat(future.state()).isInstanceOf(TaskState.Completed.class);
	}

	private void assertIdle(long tasks) {
		assertFinalStatesReportedOnce(tasks);
		Awaitility.await()
			.atMost(LIMIT)
			.until(() -> this.runner.counts().inFlight() + this.runner.counts().queued() == 0);
	}

}
