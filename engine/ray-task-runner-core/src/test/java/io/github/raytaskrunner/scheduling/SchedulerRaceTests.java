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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.scripted.RaceTests;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of reports and calls that meet. Whatever wins, each task gets one final state.
 */
class SchedulerRaceTests extends RaceTests {

	@Test
	void completionIsReportedTwice() throws Exception {
		List<RayTaskFuture<?>> futures = reportTwice((backend, attempt) -> backend.complete(attempt),
				(backend, attempt) -> backend.complete(attempt));
		assertThat(this.listener.states()).isEqualTo(Map.of(TaskState.Completed.class, (long) futures.size()));
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(0, 0, futures.size()));
	}

	@Test
	void crashMeetsCompletion() throws Exception {
		List<RayTaskFuture<?>> futures = reportTwice((backend, attempt) -> backend.complete(attempt),
				(backend, attempt) -> backend.crash(attempt));
		long completed = futures.stream().filter((future) -> future.state().isCompleted()).count();
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(0, 0, (int) completed));
	}

	@Test
	void crashMeetsFailure() throws Exception {
		reportTwice((backend, attempt) -> backend.failUnpushed(attempt), (backend, attempt) -> backend.crash(attempt));
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
	}

	@Test
	void startMeetsCompletion() throws Exception {
		reportTwice((backend, attempt) -> backend.complete(attempt), (backend, attempt) -> backend.start(attempt));
		assertThat(this.listener.states()).isEqualTo(Map.of(TaskState.Completed.class, 2L * ROUNDS));
	}

	@Test
	void stopMeetsSubmit() throws Exception {
		ConcurrentLinkedQueue<RayTaskFuture<?>> accepted = new ConcurrentLinkedQueue<>();
		for (int i = 0; i < STOPS; i++) {
			this.runner.start();
			atOnce(this.runner::stop, () -> {
				try {
					for (int j = 0; j < 1000; j++) {
						accepted.add(this.runner.submit(() -> "value"));
					}
				}
				catch (RayTaskRejectedException ex) {
					assertThat(ex).hasMessageContaining("stop");
				}
			});
			assertThat(this.runner.isRunning()).isFalse();
		}
		assertThat(accepted).allSatisfy((future) -> assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class));
		assertFinalStatesReportedOnce(accepted.size());
	}

	@Test
	void stopMeetsCompletion() throws Exception {
		for (int i = 0; i < STOPS; i++) {
			this.runner.start();
			ScriptedBackend backend = this.started.get();
			List<RayTaskFuture<?>> futures = submitGraph();
			Attempt attempt = backend.next();
			atOnce(() -> backend.complete(attempt), this.runner::stop);
			assertThat(futures.get(0).state()).isInstanceOfAny(TaskState.Completed.class, TaskState.Cancelled.class);
			assertThat(futures.get(1).state()).isInstanceOf(TaskState.Cancelled.class);
			assertFinalStatesReportedOnce(2L * (i + 1));
		}
	}

	@Test
	void completionMeetsSubmitOfDependents() throws Exception {
		this.runner.start();
		ScriptedBackend backend = this.started.get();
		List<RayTaskFuture<?>> dependents = new ArrayList<>();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> upstream = this.runner.submit(() -> "value");
			Attempt attempt = backend.next();
			atOnce(() -> backend.complete(attempt), () -> dependents.add(this.runner.submit(() -> upstream.result())));
			Attempt dependent = backend.next();
			assertThat(dependent.upstreams()).containsExactly(new Upstream.Value(attempt.id()));
			backend.complete(dependent);
		}
		assertThat(dependents).hasSize(ROUNDS)
			.allSatisfy((future) -> assertThat(future.state()).isInstanceOf(TaskState.Completed.class));
	}

	@Test
	void cancelMeetsCompletion() throws Exception {
		this.runner.start();
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			List<RayTaskFuture<?>> futures = submitGraph();
			Attempt attempt = backend.next();
			AtomicBoolean cancelled = new AtomicBoolean();
			atOnce(() -> backend.complete(attempt), () -> cancelled.set(futures.get(0).cancel()));
			assertThat(futures.get(0).state())
				.isInstanceOf(cancelled.get() ? TaskState.Cancelled.class : TaskState.Completed.class);
			if (cancelled.get()) {
				assertThat(futures.get(1).state()).isInstanceOf(TaskState.NotReady.class);
			}
			else {
				backend.complete(backend.next());
				assertThat(futures.get(1).state()).isInstanceOf(TaskState.Completed.class);
			}
		}
		assertFinalStatesReportedOnce(2L * ROUNDS);
		assertThat(this.runner.counts().inFlight()).isZero();
		assertThat(this.runner.counts().queued()).isZero();
	}

	@Test
	void cancelMeetsStart() throws Exception {
		this.runner.start();
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = this.runner.submit(() -> "value");
			Attempt attempt = backend.next();
			atOnce(() -> backend.start(attempt), future::cancel);
			assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
			assertThat(this.runner.counts()).isEqualTo(new TaskCounts(0, 1, 0));
			backend.crash(attempt);
			assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
		}
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
		assertFinalStatesReportedOnce(ROUNDS);
	}

	@Test
	void cancelMeetsReturn() throws Exception {
		this.runner.start();
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = this.runner.submit(() -> "value");
			Attempt attempt = backend.next();
			atOnce(() -> backend.report(new AttemptEvent.Returned(attempt.id())), future::cancel);
			assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
			if (this.runner.counts().inFlight() > 0) {
				backend.complete(backend.next());
			}
			assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
		}
		assertFinalStatesReportedOnce(ROUNDS);
	}

	@Test
	void timeOutMeetsCompletion() throws Exception {
		timeOutMeets(ScriptedBackend::complete, TaskState.Completed.class);
	}

	@Test
	void timeOutMeetsCrash() throws Exception {
		timeOutMeets(ScriptedBackend::crash, TaskState.Crashed.class);
	}

	private void timeOutMeets(Report report, Class<? extends TaskState> otherwise) throws Exception {
		TaskOptions options = TaskOptions.builder().name("limited").timeLimit(Duration.ofNanos(200_000)).build();
		this.runner.start();
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = this.runner.with(options).submit(() -> "value");
			Attempt attempt = backend.next();
			long start = System.nanoTime();
			long pause = 50_000 + (i % 100) * 5_000;
			backend.start(attempt);
			while (System.nanoTime() - start < pause) {
				Thread.onSpinWait();
			}
			report.accept(backend, attempt);
			TaskState state = future.await(LIMIT).orElseThrow();
			assertThat(state).isInstanceOfAny(TaskState.TimedOut.class, otherwise);
			report.accept(backend, attempt);
			assertThat(future.state()).isSameAs(state);
		}
		assertThat(this.listener.states().keySet()).contains(TaskState.TimedOut.class);
		assertFinalStatesReportedOnce(ROUNDS);
		assertThat(this.runner.counts().inFlight()).isZero();
	}

	@Test
	void retryMeetsCancel() throws Exception {
		TaskOptions options = TaskOptions.builder()
			.name("retried")
			.retry(RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build())
			.build();
		this.runner.start();
		ScriptedBackend backend = this.started.get();
		backend.onRun((attempt) -> {
			if (attempt.number() > 1) {
				backend.fail(attempt);
			}
			else {
				backend.add(attempt);
			}
		});
		for (int i = 0; i < ROUNDS; i++) {
			RayTaskFuture<String> future = this.runner.with(options).submit(() -> "value");
			Attempt attempt = backend.next();
			atOnce(() -> backend.fail(attempt), future::cancel);
			assertThat(future.await(LIMIT)).get().isInstanceOfAny(TaskState.Cancelled.class, TaskState.Failed.class);
		}
		assertFinalStatesReportedOnce(ROUNDS);
		Awaitility.await().atMost(LIMIT).until(this.runner::counts, TaskCounts.NONE::equals);
	}

	@Test
	void retryMeetsStop() throws Exception {
		TaskOptions options = TaskOptions.builder().name("retried").retry(RetryPolicy.withMaxRetries(5)).build();
		for (int i = 0; i < STOPS; i++) {
			this.runner.start();
			ScriptedBackend backend = this.started.get();
			RayTaskFuture<String> future = this.runner.with(options).submit(() -> "value");
			Attempt attempt = backend.next();
			atOnce(() -> backend.fail(attempt), this.runner::stop);
			assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
			assertFinalStatesReportedOnce(i + 1);
		}
	}

	@Test
	void keyIsTakenByOneOfTwo() throws Exception {
		this.runner.start();
		ScriptedBackend backend = this.started.get();
		for (int i = 0; i < ROUNDS; i++) {
			TaskOptions options = TaskOptions.builder().name("keyed").key("key").build();
			AtomicInteger refused = new AtomicInteger();
			Runnable submit = () -> {
				try {
					this.runner.with(options).submit(() -> "value");
				}
				catch (RayTaskRejectedException ex) {
					refused.incrementAndGet();
				}
			};
			atOnce(submit, submit);
			assertThat(refused).hasValue(1);
			backend.complete(backend.next());
		}
		assertFinalStatesReportedOnce(ROUNDS);
	}

	// Reports one attempt twice at the same time, many times. Returns the futures of the
	// attempts and of their dependents.
	private List<RayTaskFuture<?>> reportTwice(Report first, Report second) throws Exception {
		this.runner.start();
		ScriptedBackend backend = this.started.get();
		List<RayTaskFuture<?>> all = new ArrayList<>();
		for (int i = 0; i < ROUNDS; i++) {
			List<RayTaskFuture<?>> futures = submitGraph();
			all.addAll(futures);
			Attempt attempt = backend.next();
			atOnce(() -> first.accept(backend, attempt), () -> second.accept(backend, attempt));
			if (futures.get(0).await(LIMIT).orElseThrow().isCompleted()) {
				backend.complete(backend.next());
			}
			TaskState state = futures.get(0).state();
			assertThat(futures.get(1).await(LIMIT).orElseThrow())
				.isInstanceOf((state.isCompleted()) ? TaskState.Completed.class : TaskState.NotReady.class);
			first.accept(backend, attempt);
			second.accept(backend, attempt);
			assertThat(futures.get(0).state()).isSameAs(state);
		}
		assertFinalStatesReportedOnce(2L * ROUNDS);
		return all;
	}

	@FunctionalInterface
	private interface Report {

		void accept(ScriptedBackend backend, Attempt attempt);

	}

}
