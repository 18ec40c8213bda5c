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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.ResultLostException;
import io.github.raytaskrunner.TaskNotReadyException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskRejectedException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.Attempt;
import io.github.raytaskrunner.backend.Attempt.ValueReference;
import io.github.raytaskrunner.backend.AttemptResult;
import io.github.raytaskrunner.backend.BackendInfo;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.scheduling.RunnerSettings.WhenFull;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what becomes of tasks when the backend is lost and comes back, over a
 * {@link ScriptedBackend}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final String REASON = "the driver died, see driver.log";

	private static final TaskOptions ONCE = TaskOptions.defaults().crashRetries(0);

	private final RecordingTaskListener listener = new RecordingTaskListener();

	private ScriptedBackend backend = new ScriptedBackend(4);

	private DefaultRayTaskRunner runner = createRunner(new RunnerSettings(100_000_000, Duration.ofMinutes(5)));

	private DefaultRayTaskRunner createRunner(RunnerSettings settings) {
		return new DefaultRayTaskRunner(settings, () -> this.backend, ScriptedBackend.SERIALIZER,
				List.of(this.listener));
	}

	@BeforeEach
	void start() {
		this.runner.start();
	}

	@AfterEach
	void stop() {
		// does not wait for what never ends
		this.backend.listener().disconnected("end of the test");
		this.runner.stop();
	}

	private void restart(RunnerSettings settings) {
		stop();
		this.backend = new ScriptedBackend(4);
		this.runner = createRunner(settings);
		this.runner.start();
	}

	private ScriptedBackend backend() {
		return this.backend;
	}

	private DefaultRayTaskRunner runner() {
		return this.runner;
	}

	private RayTaskFuture<String> submit() {
		return submit(TaskOptions.defaults());
	}

	private RayTaskFuture<String> submit(TaskOptions options) {
		return this.runner.submit(options, () -> "value");
	}

	private RayTaskFuture<String> dependentOf(RayTaskFuture<String> upstream) {
		return this.runner.submit(() -> upstream.result());
	}

	private RayTaskFuture<String> completed() {
		RayTaskFuture<String> future = submit(TaskOptions.named("upstream"));
		this.backend.complete(this.backend.next());
		return future;
	}

	private RayTaskFuture<String> completedUnpushed() {
		RayTaskFuture<String> future = submit(TaskOptions.named("upstream"));
		this.backend.completeUnpushed(this.backend.next());
		return future;
	}

	private static void assertLost(RayTaskFuture<?> future) {
		assertThat(future.state()).isEqualTo(new TaskState.Completed());
		assertThatExceptionOfType(ResultLostException.class).isThrownBy(future::result)
			.withMessageContaining(REASON)
			.withMessageContaining(future.key());
	}

	private static void assertNotReady(RayTaskFuture<?> future, RayTaskFuture<?> upstream) throws Exception {
		assertThat(future.wait(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.NotReady.class,
					(state) -> assertThat(state.upstreamKey()).isEqualTo(upstream.key()));
		assertThatExceptionOfType(TaskNotReadyException.class).isThrownBy(future::result)
			.withMessageContaining("the value of upstream task '" + upstream.name() + "' was lost")
			.withCauseInstanceOf(ResultLostException.class);
	}

	@Nested
	class AttemptsInFlight {

		@Test
		void crashAndRunAgainOnceTheBackendIsBack() {
			RayTaskFuture<String> future = submit();
			Attempt first = backend().next();
			backend().listener().started(first.id());
			backend().disconnect(REASON);
			assertThat(future.state()).isInstanceOf(TaskState.Pending.class);
			assertThat(runner().counts()).isEqualTo(new TaskCounts(1, 0, 0));
			backend().connect(2);
			Attempt second = backend().next();
			assertThat(second.context().attempt()).isEqualTo(2);
			backend().complete(second);
			assertThat(future.result()).isEqualTo("value");
		}

		@Test
		void crashForGoodWithoutRetriesLeft() {
			RayTaskFuture<String> future = submit(ONCE);
			backend().next();
			RayTaskFuture<String> queued = dependentOf(future);
			backend().disconnect(REASON);
			assertThat(future.state()).isEqualTo(new TaskState.Crashed(REASON));
			assertThat(queued.state()).isInstanceOf(TaskState.NotReady.class);
		}

		@Test
		void haveEndedIfNobodyWantsThem() {
			RayTaskFuture<String> future = submit();
			backend().next();
			future.cancel();
			backend().disconnect(REASON);
			assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
			assertThat(runner().counts()).isEqualTo(TaskCounts.NONE);
		}

		@Test
		void runAgainAfterATimeOutIfThePolicySaysSo() {
			RetryPolicy policy = RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build();
			RayTaskFuture<String> future = submit(
					TaskOptions.defaults().timeLimit(Duration.ofMillis(20)).retry(policy));
			Attempt first = backend().next();
			backend().listener().started(first.id());
			Awaitility.await().atMost(LIMIT).until(() -> backend().cancelled().equals(List.of(first.id())));
			backend().disconnect(REASON);
			backend().connect(2);
			backend().complete(backend().next());
			assertThat(future.result()).isEqualTo("value");
		}

		@Test
		void areNotReportedOnLater() {
			RayTaskFuture<String> future = submit();
			Attempt first = backend().next();
			backend().disconnect(REASON);
			backend().complete(first);
			backend().connect(2);
			Attempt second = backend().next();
			backend().listener().started(first.id());
			backend().complete(first);
			backend().fail(first);
			backend().crash(first);
			assertThat(future.state()).isInstanceOf(TaskState.Pending.class);
			assertThat(runner().counts()).isEqualTo(new TaskCounts(0, 1, 0));
			backend().complete(second);
			assertThat(future.result()).isEqualTo("value");
		}

		@Test
		void doNotReachTheNextConnectionIfTheyAreStillOnTheirWay() throws Exception {
			CountDownLatch blocked = new CountDownLatch(1);
			CountDownLatch goOn = new CountDownLatch(1);
			AtomicBoolean first = new AtomicBoolean(true);
			backend().onRun((attempt) -> {
				if (first.getAndSet(false)) {
					blocked.countDown();
					awaitUninterruptibly(goOn);
				}
				backend().add(attempt);
			});
			submit(ONCE);
			assertThat(blocked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			submit(ONCE);
			backend().disconnect(REASON);
			backend().connect(4);
			RayTaskFuture<String> later = submit(TaskOptions.named("later"));
			goOn.countDown();
			backend().next();
			Attempt attempt = backend().next();
			assertThat(attempt.context().name()).isEqualTo("later");
			backend().complete(attempt);
			assertThat(later.result()).isEqualTo("value");
		}

		private static void awaitUninterruptibly(CountDownLatch latch) {
			try {
				latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	@Nested
	class Values {

		@Test
		void areLostUnlessTheyWerePushed() {
			RayTaskFuture<String> future = completedUnpushed();
			assertThat(runner().counts().held()).isOne();
			backend().disconnect(REASON);
			assertThat(runner().counts().held()).isZero();
			assertLost(future);
			backend().connect(4);
			assertLost(future);
			assertThat(backend().fetched()).isEmpty();
		}

		@Test
		void areUsableIfTheyWerePushed() {
			RayTaskFuture<String> unread = completed();
			RayTaskFuture<String> read = completed();
			assertThat(read.result()).isEqualTo("value");
			backend().disconnect(REASON);
			assertThat(unread.result()).isEqualTo("value");
			assertThat(read.result()).isEqualTo("value");
		}

		@Test
		void travelAgainOnceAnotherTaskReadsThem() {
			RayTaskFuture<String> upstream = completed();
			assertThat(upstream.result()).isEqualTo("value");
			RayTaskFuture<String> before = dependentOf(upstream);
			Attempt crashing = backend().next();
			backend().disconnect(REASON);
			RayTaskFuture<String> after = dependentOf(upstream);
			assertThat(backend().values()).isEmpty();
			backend().connect(4);
			Attempt first = backend().next();
			Attempt second = backend().next();
			assertThat(first.upstreams()).isEqualTo(second.upstreams()).isNotEqualTo(crashing.upstreams());
			assertThat(backend().values()).containsOnlyKeys(read(first)).containsValue(ScriptedBackend.VALUE);
			assertThat(runner().counts().held()).isOne();
			backend().complete(first);
			backend().complete(second);
			assertThat(before.result()).isEqualTo(after.result()).isEqualTo("value");
		}

		@Test
		void travelAgainForATaskWhoseUpstreamFutureIsDropped() throws Exception {
			AtomicReference<@Nullable RayTaskFuture<String>> upstream = new AtomicReference<>(completed());
			RayTaskFuture<String> dependent = dependentOf(upstream.get());
			backend().next();
			upstream.set(null);
			System.gc();
			backend().disconnect(REASON);
			assertThat(dependent.wait(Duration.ofMillis(50))).isEmpty();
			backend().connect(4);
			Attempt attempt = backend().next();
			backend().complete(attempt);
			long id = read(attempt);
			Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
				System.gc();
				assertThat(backend().released()).containsExactly(id);
			});
		}

		@Test
		void areNotMissedByATaskThatOnlyRunsAfterTheOther() {
			RayTaskFuture<String> upstream = completedUnpushed();
			backend().disconnect(REASON);
			RayTaskFuture<String> after = submit(TaskOptions.defaults().waitFor(upstream));
			backend().connect(4);
			backend().complete(backend().next());
			assertThat(after.result()).isEqualTo("value");
		}

		@Test
		void leaveTasksThatReadThemNotReadyWhenLost() throws Exception {
			RayTaskFuture<String> upstream = completedUnpushed();
			RayTaskFuture<String> inFlight = dependentOf(upstream);
			backend().next();
			RayTaskFuture<String> running = submit(TaskOptions.named("running"));
			RayTaskFuture<String> waiting = runner().submit(() -> upstream.result() + running.result());
			RayTaskFuture<String> further = dependentOf(waiting);
			backend().disconnect(REASON);
			assertNotReady(inFlight, upstream);
			assertNotReady(waiting, upstream);
			assertThat(further.state()).isInstanceOfSatisfying(TaskState.NotReady.class,
					(state) -> assertThat(state.upstreamKey()).isEqualTo(waiting.key()));
			assertNotReady(dependentOf(upstream), upstream);
			backend().connect(4);
			assertNotReady(dependentOf(upstream), upstream);
			assertThat(runner().counts()).isEqualTo(new TaskCounts(0, 1, 0));
		}

		@Test
		void areLostWhileTheyAreFetched() {
			restartWithEndlessFetches();
			RayTaskFuture<String> future = completedUnpushed();
			CompletableFuture<String> fetched = future.toCompletableFuture();
			assertThat(fetched).isNotDone();
			backend().disconnect(REASON);
			assertThat(fetched).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(ResultLostException.class);
			assertLost(future);
		}

		private void restartWithEndlessFetches() {
			ConnectionTests.this.stop();
			ConnectionTests.this.backend = new ScriptedBackend(4) {

				@Override
				public CompletableFuture<byte[]> fetch(long attempt) {
					return new CompletableFuture<>();
				}

			};
			runner().start();
		}

		@Test
		void thatWereSmallAndPutAreSentAgain() {
			RayTaskFuture<String> small = runner().put("small");
			RayTaskFuture<byte[]> large = runner().put(new byte[200_000]);
			backend().disconnect(REASON);
			assertThat(small.result()).isEqualTo("small");
			assertLost(large);
			backend().connect(4);
			dependentOf(small);
			Attempt attempt = backend().next();
			assertThat(backend().values()).containsOnlyKeys(read(attempt));
		}

		@Test
		void canBePutMeanwhile() {
			backend().disconnect(REASON);
			RayTaskFuture<byte[]> large = runner().put(new byte[200_000]);
			assertThat(large.result()).hasSize(200_000);
			RayTaskFuture<Integer> dependent = runner().submit(() -> large.result().length);
			assertThat(backend().values()).isEmpty();
			backend().connect(4);
			Attempt attempt = backend().next();
			assertThat(backend().values()).containsOnlyKeys(read(attempt));
			assertThat(dependent.state().isFinal()).isFalse();
		}

		@Test
		void thatAreExceptionsLeaveTheTaskFailed() throws Exception {
			restartWithEndlessFetches();
			RetryPolicy policy = RetryPolicy.builder().predicate((exception) -> false).build();
			RayTaskFuture<String> future = submit(TaskOptions.defaults().retry(policy));
			Attempt attempt = backend().next();
			backend().listener().finished(attempt.id(), new AttemptResult(true, 1_000_000, null));
			backend().disconnect(REASON);
			assertThat(future.wait(LIMIT)).get()
				.isInstanceOfSatisfying(TaskState.Failed.class,
						(state) -> assertThat(state.exception()).hasStackTraceContaining(REASON));
		}

		@Test
		void thatWereLostEndTheRetriesOfATaskThatReadThem() throws Exception {
			CountDownLatch asked = new CountDownLatch(1);
			CountDownLatch goOn = new CountDownLatch(1);
			RetryPolicy policy = RetryPolicy.builder().predicate((exception) -> {
				asked.countDown();
				AttemptsInFlight.awaitUninterruptibly(goOn);
				return true;
			}).delay(Duration.ZERO).build();
			RayTaskFuture<String> upstream = completedUnpushed();
			RayTaskFuture<String> future = runner().submit(TaskOptions.defaults().retry(policy),
					() -> upstream.result());
			backend().fail(backend().next());
			assertThat(asked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			backend().disconnect(REASON);
			goOn.countDown();
			assertThat(future.wait(LIMIT)).get()
				.isInstanceOfSatisfying(TaskState.Failed.class,
						(state) -> assertThat(state.exception()).hasMessage("failure"));
		}

		private static long read(Attempt attempt) {
			return ((ValueReference) attempt.upstreams().get(0)).attempt();
		}

	}

	@Nested
	class Submitting {

		@Test
		void isPossibleMeanwhile() {
			backend().disconnect(REASON);
			List<RayTaskFuture<String>> futures = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				futures.add(submit());
			}
			assertThat(runner().counts()).isEqualTo(new TaskCounts(10, 0, 0));
			backend().connect(1);
			assertThat(runner().counts()).isEqualTo(new TaskCounts(8, 2, 0));
			futures.forEach((future) -> backend().complete(backend().next()));
			assertThat(futures).allSatisfy((future) -> assertThat(future.result()).isEqualTo("value"));
		}

		@Test
		void isBoundedMeanwhile() {
			restart(new RunnerSettings(100_000_000, Duration.ZERO).withMaxUnfinished(3, WhenFull.REJECT));
			backend().disconnect(REASON);
			submit();
			submit();
			submit();
			assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(ConnectionTests.this::submit)
				.withMessageContaining("full");
		}

		@Test
		void isRejectedOnceTheBackendHasNotComeBackInTime(CapturedOutput output) throws Exception {
			restart(new RunnerSettings(100_000_000, Duration.ZERO).withReconnectTimeout(Duration.ofMillis(200))
				.withMaxUnfinished(2, WhenFull.BLOCK));
			backend().disconnect(REASON);
			RayTaskFuture<String> queued = submit();
			RayTaskFuture<String> dependent = dependentOf(queued);
			assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(ConnectionTests.this::submit)
				.withMessageContaining(REASON);
			assertThat(queued.wait(LIMIT)).get()
				.isInstanceOfSatisfying(TaskState.Crashed.class,
						(state) -> assertThat(state.reason()).contains(REASON));
			assertThat(dependent.wait(LIMIT)).get().isInstanceOf(TaskState.Crashed.class);
			assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> runner().put("value"))
				.withMessageContaining(REASON);
			Awaitility.await().atMost(LIMIT).until(() -> output.getOut().contains("unfinished tasks that crashed: 2"));
			backend().connect(4);
			RayTaskFuture<String> later = submit();
			backend().complete(backend().next());
			assertThat(later.result()).isEqualTo("value");
		}

		@Test
		void isRejectedOnceTheRunnerStopsWhateverTheBackendDoes() throws Exception {
			submit();
			Thread stop = new Thread(runner()::stop);
			stop.start();
			Awaitility.await().atMost(LIMIT).until(stop::getState, Thread.State.TIMED_WAITING::equals);
			backend().disconnect(REASON);
			backend().connect(4);
			assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(ConnectionTests.this::submit)
				.withMessageContaining("stopped");
			backend().disconnect(REASON);
			stop.join(LIMIT.toMillis());
			assertThat(stop.isAlive()).isFalse();
		}

	}

	@Nested
	class Stopping {

		@Test
		void doesNotWaitForTasksThatCannotRun() {
			backend().disconnect(REASON);
			RayTaskFuture<String> future = submit();
			long start = System.nanoTime();
			runner().stop();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
			assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
			assertThat(backend().isStopped()).isTrue();
		}

		@Test
		void endsItsGracePeriodWhenTheBackendIsLost() throws Exception {
			RayTaskFuture<String> future = submit();
			Thread stop = new Thread(runner()::stop);
			stop.start();
			Awaitility.await().atMost(LIMIT).until(stop::getState, Thread.State.TIMED_WAITING::equals);
			backend().disconnect(REASON);
			stop.join(LIMIT.toMillis());
			assertThat(stop.isAlive()).isFalse();
			assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
		}

		@Test
		void isTheEndOfAllReports(CapturedOutput output) {
			runner().stop();
			backend().disconnect(REASON);
			backend().connect(4);
			assertThat(runner().status()).isEqualTo(new RunnerStatus.Stopped());
			assertThat(output).doesNotContain(REASON).doesNotContain("run again");
		}

	}

	@Nested
	class Status {

		@Test
		void followsTheBackend() {
			assertThat(runner().status()).isInstanceOfSatisfying(RunnerStatus.Connected.class,
					(status) -> assertThat(status.backend().slots()).isEqualTo(4));
			backend().disconnect(REASON);
			assertThat(runner().status()).isInstanceOfSatisfying(RunnerStatus.Disconnected.class,
					(status) -> assertThat(status.reason()).isEqualTo(REASON));
			assertThat(runner().isRunning()).isTrue();
			assertThat(runner().backend()).isEqualTo("scripted");
			backend().connect(7);
			assertThat(runner().status()).isInstanceOfSatisfying(RunnerStatus.Connected.class,
					(status) -> assertThat(status.backend().slots()).isEqualTo(7));
			assertThat(runner().backend()).isEqualTo("scripted-7");
			runner().stop();
			assertThat(runner().status()).isEqualTo(new RunnerStatus.Stopped());
		}

		@Test
		void isLoggedOncePerChange(CapturedOutput output) {
			submit();
			submit();
			backend().disconnect(REASON);
			backend().disconnect("and again");
			backend().connect(2);
			backend().connect(3);
			assertThat(
					StringUtils.countOccurrencesOf(output.getOut(), REASON + " (attempts in flight that crashed: 2)"))
				.isOne();
			assertThat(StringUtils.countOccurrencesOf(output.getOut(), "scripted again, 1 node, 2 slots")).isOne();
			assertThat(output).doesNotContain("and again").doesNotContain("3 slots");
		}

		@Test
		void isThatOfABackendLostDuringItsStart(CapturedOutput output) {
			ConnectionTests.this.stop();
			ConnectionTests.this.backend = new ScriptedBackend(4) {

				@Override
				public BackendInfo start(RayTaskRunner runner, BackendListener listener) {
					BackendInfo info = super.start(runner, listener);
					listener.disconnected(REASON);
					return info;
				}

			};
			runner().start();
			assertThat(runner().status()).isInstanceOf(RunnerStatus.Disconnected.class);
			assertThat(runner().backend()).isEqualTo("scripted");
			assertThat(output).contains(REASON);
			submit();
			assertThat(backend().waiting()).isZero();
			backend().connect(4);
			backend().next();
		}

	}

}
