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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskRunnerException;
import io.github.raytaskrunner.ResultLostException;
import io.github.raytaskrunner.TaskNotReadyException;
import io.github.raytaskrunner.TaskRejectedException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.Attempt;
import io.github.raytaskrunner.backend.Attempt.ValueReference;
import io.github.raytaskrunner.backend.AttemptResult;
import io.github.raytaskrunner.backend.BackendInfo;
import io.github.raytaskrunner.backend.BackendListener;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link DefaultRayTaskRunner} over a {@link ScriptedBackend}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DefaultRayTaskRunnerTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final RecordingTaskListener listener = new RecordingTaskListener();

	private ScriptedBackend backend = new ScriptedBackend(4);

	private DefaultRayTaskRunner runner = createRunner(new RunnerSettings(100_000_000, Duration.ZERO));

	private DefaultRayTaskRunner createRunner(RunnerSettings settings) {
		return new DefaultRayTaskRunner(settings, () -> this.backend, ScriptedBackend.SERIALIZER,
				List.of(this.listener));
	}

	@AfterEach
	void stop() {
		this.runner.stop();
	}

	@Test
	void startsAndStopsBelowTheWebServer() {
		assertThat(this.runner.isAutoStartup()).isTrue();
		assertThat(this.runner.getPhase()).isLessThan(SmartLifecycle.DEFAULT_PHASE - 2048);
	}

	@Test
	void backendThatCannotStartLeavesTheRunnerStopped() {
		this.backend = new ScriptedBackend(1) {

			@Override
			public BackendInfo start(RayTaskRunner runner, BackendListener listener) {
				throw new RayTaskRunnerException("no Python");
			}

		};
		assertThatExceptionOfType(RayTaskRunnerException.class).isThrownBy(this.runner::start).withMessage("no Python");
		assertThat(this.runner.isRunning()).isFalse();
		this.backend = new ScriptedBackend(1);
		this.runner.start();
		assertThat(this.runner.isRunning()).isTrue();
	}

	@Test
	void fewTasksAreInFlightInTheOrderOfTheirSubmission() {
		this.runner.start();
		List<RayTaskFuture<String>> futures = submit(20);
		List<Attempt> attempts = new ArrayList<>();
		IntStream.range(0, 6).forEach((index) -> attempts.add(this.backend.next()));
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(14, 6, 0));
		assertThat(this.backend.waiting()).isZero();
		for (int i = 0; i < futures.size(); i++) {
			this.backend.complete(attempts.get(i));
			if (i + 6 < futures.size()) {
				attempts.add(this.backend.next());
			}
			assertThat(futures.get(i).state()).isInstanceOf(TaskState.Completed.class);
		}
		assertThat(attempts).extracting(Attempt::id).doesNotHaveDuplicates();
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(0, 0, 20));
	}

	@Test
	void oneSlotHasOneSurplusTask() {
		this.backend = new ScriptedBackend(1);
		this.runner.start();
		submit(5);
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(3, 2, 0));
	}

	@Test
	void dependentNamesTheAttemptsOfItsUpstreamsInOrder() {
		this.runner.start();
		RayTaskFuture<String> one = this.runner.submit(() -> "1");
		RayTaskFuture<String> two = this.runner.submit(() -> "2");
		List<RayTaskFuture<String>> both = List.of(two, one);
		this.runner.submit(() -> both.get(0).result() + both.get(1).result());
		Attempt first = this.backend.next();
		Attempt second = this.backend.next();
		this.backend.complete(first);
		this.backend.complete(second);
		assertThat(this.backend.next().upstreams()).containsExactly(new ValueReference(second.id()),
				new ValueReference(first.id()));
	}

	@Test
	void listenersHearOfATaskInOrder() throws Exception {
		this.runner.start();
		RayTaskFuture<String> future = this.runner.submit(() -> "value");
		Attempt attempt = this.backend.next();
		assertThat(future.state()).isInstanceOf(TaskState.Pending.class);
		this.backend.listener().started(attempt.id());
		this.backend.listener().started(attempt.id());
		assertThat(future.state()).isInstanceOf(TaskState.Running.class);
		assertThat(future.wait(Duration.ZERO)).isEmpty();
		this.backend.complete(attempt);
		Awaitility.await().atMost(LIMIT).until(() -> this.listener.count("finished") == 1);
		assertThat(future.result()).isEqualTo("value");
		assertThat(this.listener.events()).contains("waited in vain", "waited")
			.filteredOn((event) -> !event.startsWith("waited"))
			.containsExactly("submitted", "started", "finished");
	}

	@Test
	void listenerThatThrowsIsHarmless(CapturedOutput output) {
		this.runner = new DefaultRayTaskRunner(new RunnerSettings(1000, Duration.ZERO), () -> this.backend,
				ScriptedBackend.SERIALIZER, List.of(new TaskListener() {

					@Override
					public void submitted(String name) {
						throw new IllegalStateException("in a listener");
					}

				}));
		this.runner.start();
		submit(1);
		this.backend.next();
		assertThat(output).contains("in a listener");
	}

	@Test
	void failureOfALongChainEndsAllOfIt() throws Exception {
		this.runner.start();
		RayTaskFuture<String> last = this.runner.submit(() -> "value");
		Attempt first = this.backend.next();
		for (int i = 0; i < 20_000; i++) {
			RayTaskFuture<String> upstream = last;
			last = this.runner.submit(() -> upstream.result());
		}
		this.backend.fail(first);
		assertThat(last.wait(LIMIT)).get().isInstanceOf(TaskState.NotReady.class);
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
		assertThatExceptionOfType(TaskNotReadyException.class).isThrownBy(last::result)
			.withRootCauseInstanceOf(IllegalStateException.class)
			.satisfies(
					(ex) -> assertThat(StringUtils.countOccurrencesOf(stackTrace(ex), "Caused by")).isBetween(10, 100));
	}

	@Test
	void backendMayReportFromWithinRun() throws Exception {
		this.backend.onRun(this.backend::complete);
		this.runner.start();
		RayTaskFuture<String> last = this.runner.submit(() -> "value");
		for (int i = 0; i < 20_000; i++) {
			RayTaskFuture<String> upstream = last;
			last = this.runner.submit(() -> upstream.result());
		}
		assertThat(last.wait(LIMIT)).contains(new TaskState.Completed());
	}

	@Test
	void backendThatDoesNotTakeACallCrashesIt() throws Exception {
		this.backend.onRun((attempt) -> {
			throw new IllegalStateException("not taken");
		});
		this.runner.start();
		RayTaskFuture<String> future = this.runner.submit(() -> "value");
		assertThat(future.wait(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.Crashed.class,
					(state) -> assertThat(state.reason()).contains("not taken"));
	}

	@Test
	void largeValueIsFetchedOnceAndOnlyWhenAskedFor() throws Exception {
		this.runner.start();
		RayTaskFuture<String> future = this.runner.submit(() -> "value");
		Attempt attempt = this.backend.next();
		this.backend.completeUnpushed(attempt);
		assertThat(future.wait(LIMIT)).contains(new TaskState.Completed());
		assertThat(this.backend.fetched()).isEmpty();
		assertThat(future.result()).isEqualTo("value");
		assertThat(future.result()).isEqualTo("value");
		assertThat(this.backend.fetched()).containsExactly(attempt.id());
	}

	@Test
	void lostValueLeavesTheTaskCompleted() {
		this.runner.start();
		RayTaskFuture<String> future = this.runner.submit(() -> "value");
		Attempt attempt = this.backend.next();
		this.backend.completeUnpushed(attempt);
		this.backend.loseValue(attempt);
		assertThatExceptionOfType(ResultLostException.class).isThrownBy(future::result)
			.withMessageContaining("its node died")
			.withMessageContaining(future.key());
		assertThat(future.toCompletableFuture()).failsWithin(LIMIT)
			.withThrowableThat()
			.withCauseInstanceOf(ResultLostException.class);
		assertThat(future.state()).isEqualTo(new TaskState.Completed());
	}

	@Test
	void lostExceptionIsAFailureAllTheSame() throws Exception {
		this.runner.start();
		RayTaskFuture<String> future = this.runner.submit(() -> "value");
		Attempt attempt = this.backend.next();
		this.backend.listener().finished(attempt.id(), new AttemptResult(true, 1, null));
		assertThat(future.wait(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.Failed.class,
					(state) -> assertThat(state.exception()).hasMessageContaining("lost before")
						.hasStackTraceContaining("its node died"));
	}

	@Test
	void waitForAFetchThatNeverEndsIsLimitedAndEndsWithTheRunner() throws Exception {
		this.backend = new ScriptedBackend(1) {

			@Override
			public CompletableFuture<byte[]> fetch(long attempt) {
				return new CompletableFuture<>();
			}

		};
		this.runner.start();
		RayTaskFuture<String> future = this.runner.submit(() -> "value");
		this.backend.completeUnpushed(this.backend.next());
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> future.result(Duration.ofMillis(20)))
			.withMessageContaining(future.key());
		this.runner.stop();
		assertThatExceptionOfType(ResultLostException.class).isThrownBy(future::result);
	}

	@Test
	void valueIsReleasedAfterTheLastDependent() {
		this.runner.start();
		AtomicReference<@Nullable RayTaskFuture<String>> upstream = new AtomicReference<>(
				this.runner.submit(() -> "value"));
		RayTaskFuture<String> dependent = dependentOf(upstream.get());
		Attempt first = this.backend.next();
		this.backend.complete(first);
		Attempt second = this.backend.next();
		upstream.set(null);
		System.gc();
		assertThat(this.backend.released()).isEmpty();
		this.backend.complete(second);
		Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
			System.gc();
			assertThat(this.backend.released()).containsExactly(first.id());
		});
		assertThat(dependent.result()).isEqualTo("value");
		assertThat(this.runner.counts().held()).isOne();
	}

	private RayTaskFuture<String> dependentOf(@Nullable RayTaskFuture<String> upstream) {
		return this.runner.submit(() -> upstream.result());
	}

	@Test
	void exceptionIsReleasedOnceItWasRead() throws Exception {
		this.runner.start();
		RayTaskFuture<String> future = this.runner.submit(() -> "value");
		Attempt attempt = this.backend.next();
		this.backend.failUnpushed(attempt);
		assertThat(future.wait(LIMIT)).get().isInstanceOf(TaskState.Failed.class);
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.released().equals(List.of(attempt.id())));
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
	}

	@Test
	void submitBlocksWhileUnfinishedTasksHoldTooMuch() throws Exception {
		this.runner = createRunner(new RunnerSettings(20_000, Duration.ZERO));
		this.runner.start();
		byte[] large = new byte[12_000];
		this.runner.submit(() -> large.length);
		CountDownLatch submitted = new CountDownLatch(1);
		Thread submitter = new Thread(() -> {
			this.runner.submit(() -> large.length);
			submitted.countDown();
		});
		submitter.start();
		Awaitility.await().atMost(LIMIT).until(submitter::getState, Thread.State.WAITING::equals);
		this.backend.complete(this.backend.next());
		assertThat(submitted.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void taskBeyondTheLimitIsAcceptedAlone() {
		this.runner = createRunner(new RunnerSettings(1, Duration.ZERO));
		this.runner.start();
		RayTaskFuture<String> future = this.runner.submit(() -> "value");
		this.backend.complete(this.backend.next());
		assertThat(future.result()).isEqualTo("value");
	}

	@Test
	void interruptOfABlockedSubmitRejectsTheTask() throws Exception {
		this.runner = createRunner(new RunnerSettings(1, Duration.ZERO));
		this.runner.start();
		submit(1);
		AtomicReference<@Nullable Exception> thrown = new AtomicReference<>();
		AtomicBoolean interrupted = new AtomicBoolean();
		Thread submitter = new Thread(() -> {
			try {
				submit(1);
			}
			catch (TaskRejectedException ex) {
				thrown.set(ex);
				interrupted.set(Thread.currentThread().isInterrupted());
			}
		});
		submitter.start();
		Awaitility.await().atMost(LIMIT).until(submitter::getState, Thread.State.WAITING::equals);
		submitter.interrupt();
		submitter.join(LIMIT.toMillis());
		assertThat(thrown.get()).hasMessageContaining("Interrupted").hasCauseInstanceOf(InterruptedException.class);
		assertThat(interrupted).isTrue();
		this.backend.complete(this.backend.next());
		submit(1);
	}

	@Test
	void stopRejectsBlockedSubmits() throws Exception {
		this.runner = createRunner(new RunnerSettings(1, Duration.ZERO));
		this.runner.start();
		submit(1);
		AtomicReference<@Nullable Exception> thrown = new AtomicReference<>();
		List<Thread> submitters = IntStream.range(0, 3).mapToObj((index) -> new Thread(() -> {
			try {
				submit(1);
			}
			catch (TaskRejectedException ex) {
				thrown.set(ex);
			}
		})).toList();
		submitters.forEach(Thread::start);
		for (Thread submitter : submitters) {
			Awaitility.await().atMost(LIMIT).until(submitter::getState, Thread.State.WAITING::equals);
		}
		this.runner.stop();
		for (Thread submitter : submitters) {
			submitter.join(LIMIT.toMillis());
			assertThat(submitter.isAlive()).isFalse();
		}
		assertThat(thrown.get()).hasMessageContaining("stopped");
	}

	@Test
	void stopWithCallbackDoesNotBlock() throws Exception {
		this.runner = createRunner(new RunnerSettings(100_000, Duration.ofMinutes(5)));
		this.runner.start();
		submit(1);
		AtomicReference<@Nullable String> thread = new AtomicReference<>();
		CountDownLatch stopped = new CountDownLatch(1);
		this.runner.stop(() -> {
			thread.set(Thread.currentThread().getName());
			stopped.countDown();
		});
		assertThat(stopped.getCount()).isOne();
		this.backend.complete(this.backend.next());
		assertThat(stopped.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(thread).hasValue("ray-task-runner-stop");
		assertThat(this.runner.isRunning()).isFalse();
	}

	@Test
	void interruptOfStopCutsTheGracePeriodShort() {
		this.runner = createRunner(new RunnerSettings(100_000, Duration.ofMinutes(5)));
		this.runner.start();
		RayTaskFuture<String> future = submit(1).get(0);
		Thread.currentThread().interrupt();
		this.runner.stop();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
		assertThat(this.backend.isStopped()).isTrue();
	}

	@Test
	void secondStartIsRefused() {
		this.runner.start();
		assertThatIllegalStateException().isThrownBy(this.runner::start);
	}

	@Test
	void callbackRegisteredBeforeTheStopIsCalled() throws Exception {
		this.runner.start();
		RayTaskFuture<String> future = submit(1).get(0);
		CountDownLatch called = new CountDownLatch(2);
		future.onDone((done) -> called.countDown());
		this.runner.stop();
		future.onDone((done) -> called.countDown());
		assertThat(called.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	private List<RayTaskFuture<String>> submit(int count) {
		List<RayTaskFuture<String>> futures = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			futures.add(this.runner.submit(() -> "value"));
		}
		return futures;
	}

	private static String stackTrace(Throwable ex) {
		StringWriter writer = new StringWriter();
		ex.printStackTrace(new PrintWriter(writer));
		return writer.toString();
	}

}
