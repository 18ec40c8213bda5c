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
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.scripted.RaceTests;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of decisions on retries, and of timers that are due, which come when something
 * else happens to the task. Whatever wins, each task gets one final state, and no two of
 * its attempts are in flight.
 */
class RetryRaceTests extends RaceTests {

	private static final Duration SOON = Duration.ofNanos(200_000);

	private static final RetryPolicy ONCE = RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build();

	private final Semaphore asked = new Semaphore(0);

	private final Semaphore decided = new Semaphore(0);

	/**
	 * Retries once it may decide.
	 */
	private final TaskOptions slowly = TaskOptions.builder()
		.name("slowly")
		.crashRetries(1)
		.retry(RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).predicate((exception) -> {
			this.asked.release();
			this.decided.acquireUninterruptibly();
			return true;
		}).build())
		.build();

	@BeforeEach
	void start() {
		this.runner.start();
	}

	private RayTaskFuture<String> submit(TaskOptions options) {
		return this.runner.with(options).submit(() -> "value");
	}

	@Test
	void decisionMeetsCancel() throws Exception {
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = submit(this.slowly);
			backend.fail(next(backend, future));
			awaitQuestion();
			AtomicBoolean cancelled = new AtomicBoolean();
			atOnce(this.decided::release, () -> cancelled.set(future.cancel()));
			assertThat(cancelled).isTrue();
			assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
		}
		crashUntilIdle(backend);
		assertThat(this.listener.states()).isEqualTo(Map.of(TaskState.Cancelled.class, (long) ROUNDS));
	}

	@Test
	void decisionMeetsDisconnection() throws Exception {
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = submit(this.slowly);
			backend.fail(next(backend, future));
			awaitQuestion();
			atOnce(this.decided::release, () -> backend.disconnect("network"));
			backend.connect(2);
			complete(backend, future);
		}
		assertFinalStatesReportedOnce(ROUNDS);
		assertThat(this.runner.counts().inFlight()).isZero();
	}

	@Test
	void decisionMeetsDisconnectionThatLosesWhatTheTaskReads() throws Exception {
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> upstream = submit(TaskOptions.named("upstream"));
			backend.completeUnpushed(next(backend, upstream));
			RayTaskFuture<String> future = this.runner.with(this.slowly).submit(() -> upstream.result());
			backend.fail(next(backend, future));
			awaitQuestion();
			atOnce(this.decided::release, () -> backend.disconnect("network"));
			assertThat(future.await(LIMIT)).get().isInstanceOfAny(TaskState.NotReady.class, TaskState.Failed.class);
			assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
			backend.connect(2);
		}
		assertFinalStatesReportedOnce(2L * ROUNDS);
	}

	@Test
	void decisionOnATimeOutMeetsTheEndOfTheAttempt() throws Exception {
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < STOPS; i++) {
			RayTaskFuture<String> future = submit(
					this.slowly.overriddenBy(TaskOptions.builder().timeLimit(SOON).build()));
			Attempt attempt = next(backend, future);
			backend.start(attempt);
			awaitQuestion();
			atOnce(this.decided::release, () -> backend.complete(attempt));
			Attempt second = next(backend, future);
			assertThat(second.number()).isEqualTo(2);
			backend.complete(second);
			assertThat(future.state()).isInstanceOf(TaskState.Completed.class);
		}
		assertFinalStatesReportedOnce(STOPS);
		assertThat(this.runner.counts().inFlight()).isZero();
	}

	@Test
	void timeOutWithARetryMeetsCompletion() throws Exception {
		TaskOptions options = TaskOptions.builder().name("limited").retry(ONCE).timeLimit(SOON).build();
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = submit(options);
			Attempt attempt = next(backend, future);
			backend.start(attempt);
			if (i == 0) {
				// so that one retry at least is sure
				Awaitility.await().atMost(LIMIT).until(() -> backend.cancelled().contains(attempt.id()));
			}
			else {
				pause(i);
			}
			backend.complete(attempt);
			complete(backend, future);
		}
		assertFinalStatesReportedOnce(ROUNDS);
		assertThat(this.listener.count("retried")).isBetween(1L, (long) ROUNDS);
		assertThat(this.runner.counts().inFlight()).isZero();
	}

	@Test
	void timeOutMeetsDisconnection() throws Exception {
		TaskOptions options = TaskOptions.builder().name("limited").retry(ONCE).timeLimit(SOON).crashRetries(1).build();
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = submit(options);
			backend.start(next(backend, future));
			pause(i);
			backend.disconnect("network");
			backend.connect(2);
			Attempt second = next(backend, future);
			assertThat(second.number()).isEqualTo(2);
			backend.complete(second);
			assertThat(future.state()).isInstanceOf(TaskState.Completed.class);
		}
		assertFinalStatesReportedOnce(ROUNDS);
		assertThat(this.runner.counts().inFlight()).isZero();
	}

	@Test
	void endOfADelayMeetsCancel() throws Exception {
		TaskOptions options = TaskOptions.builder()
			.name("delayed")
			.retry(RetryPolicy.builder().maxRetries(1).delay(SOON).build())
			.build();
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = submit(options);
			backend.fail(next(backend, future));
			pause(i);
			assertThat(future.cancel()).isTrue();
			assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
		}
		crashUntilIdle(backend);
		assertThat(this.listener.states()).isEqualTo(Map.of(TaskState.Cancelled.class, (long) ROUNDS));
	}

	@Test
	void endOfADelayMeetsDisconnection() throws Exception {
		TaskOptions options = TaskOptions.builder()
			.name("delayed")
			.crashRetries(1)
			.retry(RetryPolicy.builder().maxRetries(1).delay(SOON).build())
			.build();
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = submit(options);
			backend.fail(next(backend, future));
			pause(i);
			backend.disconnect("network");
			backend.connect(2);
			complete(backend, future);
		}
		assertFinalStatesReportedOnce(ROUNDS);
		assertThat(this.runner.counts().inFlight()).isZero();
	}

	// About as long as it takes until something is due that is due soon.
	private static void pause(int round) {
		long start = System.nanoTime();
		long pause = 50_000 + (round % 100) * 5_000;
		while (System.nanoTime() - start < pause) {
			Thread.onSpinWait();
		}
	}

	// Completes attempts, which may have crashed meanwhile, until the task ends.
	private static void complete(ScriptedBackend backend, RayTaskFuture<?> future) {
		while (!future.state().isFinal()) {
			backend.complete(next(backend, future));
		}
		assertThat(future.state()).isInstanceOf(TaskState.Completed.class);
	}

	// Attempts of tasks of before may be in flight, or were when the backend was lost.
	private static Attempt next(ScriptedBackend backend, RayTaskFuture<?> future) {
		Attempt attempt = backend.next();
		while (!attempt.key().equals(future.key())) {
			backend.crash(attempt);
			attempt = backend.next();
		}
		return attempt;
	}

	private void awaitQuestion() throws InterruptedException {
		assertThat(this.asked.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	// Ends the attempts that were dispatched before their tasks were cancelled.
	private void crashUntilIdle(ScriptedBackend backend) {
		Awaitility.await().atMost(LIMIT).until(() -> {
			while (backend.waiting() > 0) {
				backend.crash(backend.next());
			}
			return this.runner.counts().equals(TaskCounts.NONE);
		});
		assertFinalStatesReportedOnce(ROUNDS);
	}

}
