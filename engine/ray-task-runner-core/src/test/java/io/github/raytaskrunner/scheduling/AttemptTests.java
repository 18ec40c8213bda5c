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
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.ResultLostException;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskNotReadyException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskTimedOutException;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.scripted.RecordingTaskListener;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what the scheduler makes of the attempts of a task, over a
 * {@link ScriptedBackend}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AttemptTests {

	private static final int KNOWN = 50;

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final RetryPolicy TWICE = RetryPolicy.builder().maxRetries(2).delay(Duration.ZERO).build();

	private final RecordingTaskListener listener = new RecordingTaskListener();

	private final ScriptedBackend backend = new ScriptedBackend(1);

	private final DefaultRayTaskRunner runner = new DefaultRayTaskRunner(new RunnerSettings(100_000_000, Duration.ZERO),
			() -> this.backend, ScriptedBackend.SERIALIZER);

	@BeforeEach
	void start() {
		this.runner.addListener(this.listener);
		this.runner.start();
	}

	@AfterEach
	void stop() {
		this.runner.stop();
		this.listener.assertNoGaps();
	}

	private RayTaskFuture<String> submit(TaskOptions options) {
		return this.runner.with(options).submit(() -> "value");
	}

	@Test
	void crashIsRetriedThreeTimesByDefault() throws Exception {
		RayTaskFuture<String> future = submit(TaskOptions.none());
		for (int i = 1; i <= 3; i++) {
			Attempt attempt = this.backend.next();
			assertThat(attempt.number()).isEqualTo(i);
			this.backend.start(attempt);
			assertThat(future.state()).isInstanceOf(TaskState.Running.class);
			this.backend.crash(attempt);
			assertThat(future.state()).isInstanceOf(TaskState.Pending.class);
		}
		this.backend.crash(this.backend.next());
		assertThat(future.await(LIMIT)).contains(new TaskState.Crashed("killed (attempt 4)"));
		Awaitility.await().atMost(LIMIT).until(() -> this.listener.count("retried") == 3);
	}

	@Test
	void crashesDoNotUseUpTheRetriesOfTheUser() throws Exception {
		RayTaskFuture<String> future = submit(TaskOptions.builder().crashRetries(1).retry(TWICE).build());
		this.backend.fail(this.backend.next());
		this.backend.crash(this.backend.next());
		this.backend.fail(this.backend.next());
		Attempt last = this.backend.next();
		assertThat(last.number()).isEqualTo(4);
		this.backend.complete(last);
		assertThat(future.result()).isEqualTo("value");
	}

	@Test
	void taskThatMustNotBeRunAgainCrashesAtOnce() {
		RayTaskFuture<String> future = submit(TaskOptions.builder().crashRetries(0).build());
		this.backend.crash(this.backend.next());
		assertThat(future.state()).isEqualTo(new TaskState.Crashed("killed"));
	}

	@Test
	void dependentReadsTheAttemptThatSucceeded() {
		RayTaskFuture<String> upstream = submit(TaskOptions.builder().retry(TWICE).build());
		this.runner.submit(() -> upstream.result());
		Attempt failed = this.backend.next();
		this.backend.failUnpushed(failed);
		Attempt succeeded = this.backend.next();
		this.backend.complete(succeeded);
		assertThat(this.backend.next().upstreams()).containsExactly(new Upstream.Value(succeeded.id()));
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.released().equals(List.of(failed.id())));
		assertThat(this.runner.counts().held()).isOne();
	}

	@Test
	void policyIsAskedWithTheExceptionOfTheTask() throws Exception {
		AtomicReference<@Nullable Throwable> asked = new AtomicReference<>();
		RayTaskFuture<String> future = submit(
				TaskOptions.builder().retry(RetryPolicy.builder().predicate((exception) -> {
					asked.set(exception);
					return false;
				}).build()).build());
		this.backend.fail(this.backend.next());
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.Failed.class);
		assertThat(asked.get()).isInstanceOf(IllegalStateException.class).hasMessage("failure");
	}

	@Test
	void policyThatThrowsMeansNoRetry(CapturedOutput output) throws Exception {
		RayTaskFuture<String> future = submit(
				TaskOptions.builder().retry(RetryPolicy.builder().predicate((exception) -> {
					throw new IllegalArgumentException("in a policy");
				}).build()).build());
		this.backend.fail(this.backend.next());
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.Failed.class);
		assertThat(output).contains("in a policy");
	}

	@Test
	void timeOutOfThePolicyEndsTheRetries() throws Exception {
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(100)
			.delay(Duration.ofSeconds(20))
			.timeout(Duration.ofSeconds(10))
			.build();
		RayTaskFuture<String> future = submit(TaskOptions.builder().retry(policy).build());
		this.backend.fail(this.backend.next());
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.Failed.class);
	}

	@Test
	void cancelledAttemptKeepsItsSlotUntilItEnds() {
		RayTaskFuture<String> running = submit(TaskOptions.none());
		submit(TaskOptions.none());
		RayTaskFuture<String> queued = submit(TaskOptions.none());
		Attempt first = this.backend.next();
		this.backend.next();
		assertThat(running.cancel()).isTrue();
		assertThat(running.state()).isInstanceOf(TaskState.Cancelled.class);
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.cancelled().equals(List.of(first.id())));
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(1, 2, 0));
		assertThat(this.backend.waiting()).isZero();
		this.backend.complete(first);
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.released().equals(List.of(first.id())));
		this.backend.complete(this.backend.next());
		assertThat(queued.state()).isInstanceOf(TaskState.Completed.class);
		assertThat(running.state()).isInstanceOf(TaskState.Cancelled.class);
	}

	@Test
	void timeLimitBeginsWithTheStart() throws Exception {
		Duration limit = Duration.ofMillis(50);
		RayTaskFuture<String> future = submit(TaskOptions.builder().timeLimit(limit).build());
		Attempt attempt = this.backend.next();
		assertThat(future.await(limit.multipliedBy(3))).isEmpty();
		this.backend.start(attempt);
		assertThat(future.await(LIMIT)).contains(new TaskState.TimedOut(limit));
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.cancelled().equals(List.of(attempt.id())));
		assertThat(this.runner.counts().inFlight()).isOne();
		this.backend.complete(attempt);
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
		assertThat(future.state()).isEqualTo(new TaskState.TimedOut(limit));
	}

	@Test
	void attemptThatIsNotHeardMayHaveEndedInTime() throws Exception {
		this.backend.deaf(true);
		RayTaskFuture<String> future = submit(TaskOptions.builder().timeLimit(Duration.ofMillis(20)).build());
		Attempt attempt = this.backend.next();
		this.backend.start(attempt);
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.deafAnswers() > 0);
		this.backend.complete(attempt);
		assertThat(future.result(LIMIT)).isEqualTo("value");
	}

	@Test
	void timeLimitEndsAnAttemptThatIsHeardAgain() throws Exception {
		this.backend.deaf(true);
		Duration limit = Duration.ofMillis(20);
		RayTaskFuture<String> future = submit(TaskOptions.builder().timeLimit(limit).build());
		this.backend.start(this.backend.next());
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.deafAnswers() > 0);
		this.backend.deaf(false);
		assertThat(future.await(LIMIT)).contains(new TaskState.TimedOut(limit));
	}

	@Test
	void retryAfterATimeOutWaitsForTheEndOfTheAttempt() throws Exception {
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(1)
			.delay(Duration.ZERO)
			.includes(TaskTimedOutException.class)
			.build();
		RayTaskFuture<String> future = submit(
				TaskOptions.builder().timeLimit(Duration.ofMillis(20)).retry(policy).build());
		Attempt first = this.backend.next();
		this.backend.start(first);
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.cancelled().equals(List.of(first.id())));
		Awaitility.await().atMost(LIMIT).until(future::state, new TaskState.Pending()::equals);
		assertThat(this.backend.waiting()).isZero();
		this.backend.crash(first);
		Attempt second = this.backend.next();
		assertThat(second.number()).isEqualTo(2);
		this.backend.complete(second);
		assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
	}

	@Test
	void timeOutThatThePolicyDoesNotAcceptIsFinal() throws Exception {
		RetryPolicy policy = RetryPolicy.builder().maxRetries(1).excludes(TaskTimedOutException.class).build();
		Duration limit = Duration.ofMillis(20);
		RayTaskFuture<String> future = submit(TaskOptions.builder().timeLimit(limit).retry(policy).build());
		this.backend.start(this.backend.next());
		assertThat(future.await(LIMIT)).contains(new TaskState.TimedOut(limit));
	}

	@Test
	void dependentThatAllowsFailureReadsTheState() throws Exception {
		RayTaskFuture<String> upstream = submit(TaskOptions.builder().crashRetries(0).build());
		RayTaskFuture<String> allowed = upstream.allowFailure();
		RayTaskFuture<String> dependent = this.runner.submit(() -> allowed.state().toString());
		RayTaskFuture<String> strict = this.runner.submit(() -> allowed.result() + upstream.result());
		this.backend.crash(this.backend.next());
		assertThat(this.backend.next().upstreams()).singleElement().isInstanceOf(Upstream.State.class);
		assertThat(dependent.state().isFinal()).isFalse();
		assertThat(strict.await(LIMIT)).get().isInstanceOf(TaskState.NotReady.class);
	}

	@Test
	void lostValueLeavesTasksThatReadItNotReady() throws Exception {
		RayTaskFuture<String> upstream = submit(TaskOptions.named("upstream"));
		Attempt completed = this.backend.next();
		this.backend.completeUnpushed(completed);
		RayTaskFuture<String> first = this.runner.submit(() -> upstream.result());
		RayTaskFuture<String> second = this.runner.submit(() -> upstream.result());
		RayTaskFuture<String> queued = this.runner.submit(() -> upstream.result());
		RayTaskFuture<String> further = this.runner.submit(() -> queued.result());
		this.backend
			.report(new AttemptEvent.UpstreamsLost(this.backend.next().id(), Map.of(completed.id(), "its node died")));
		this.backend.crash(this.backend.next());
		for (RayTaskFuture<String> future : List.of(first, second, queued)) {
			assertThat(future.state()).isInstanceOfSatisfying(TaskState.NotReady.class, (state) -> {
				assertThat(state.upstreamKey()).isEqualTo(upstream.key());
				assertThat(state.upstreamException()).isInstanceOf(ResultLostException.class);
			});
			assertThatExceptionOfType(TaskNotReadyException.class).isThrownBy(future::result)
				.withMessageContaining("the value of upstream task 'upstream' was lost");
		}
		assertThat(further.state()).isInstanceOf(TaskState.NotReady.class);
		assertThat(upstream.state()).isEqualTo(new TaskState.Completed());
		assertThatExceptionOfType(ResultLostException.class).isThrownBy(upstream::result)
			.withMessageContaining("its node died");
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
	}

	@Test
	void lostValueIsSentAgainIfItWasPushed() {
		RayTaskFuture<String> upstream = submit(TaskOptions.named("upstream"));
		Attempt completed = this.backend.next();
		this.backend.complete(completed);
		RayTaskFuture<String> dependent = this.runner.submit(() -> upstream.result());
		this.backend
			.report(new AttemptEvent.UpstreamsLost(this.backend.next().id(), Map.of(completed.id(), "its node died")));
		Attempt again = this.backend.next();
		long sent = ((Upstream.Value) again.upstreams().get(0)).attempt();
		assertThat(sent).isNotEqualTo(completed.id());
		assertThat(this.backend.values()).containsOnlyKeys(sent);
		this.backend.complete(again);
		assertThat(dependent.result()).isEqualTo("value");
	}

	@Test
	void lostValueIsToldAlsoOnceItWasSentAgain() throws Exception {
		RayTaskFuture<String> upstream = submit(TaskOptions.named("upstream"));
		Attempt completed = this.backend.next();
		this.backend.complete(completed);
		RayTaskFuture<String> first = this.runner.submit(() -> upstream.result());
		RayTaskFuture<String> second = this.runner.with((options) -> options.crashRetries(0))
			.submit(() -> upstream.result());
		Map<Long, String> lost = Map.of(completed.id(), "its node died");
		this.backend.report(new AttemptEvent.UpstreamsLost(this.backend.next().id(), lost));
		this.backend.report(new AttemptEvent.UpstreamsLost(this.backend.next().id(), lost));
		assertThat(first.state().isFinal()).isFalse();
		assertThat(second.await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.Crashed.class, (state) -> assertThat(state.reason())
				.isEqualTo("a value that it read was lost, and has been sent again for another task"));
	}

	@Test
	void allLostValuesAreSentAgainForOneRetry() {
		RayTaskFuture<String> first = submit(TaskOptions.named("first"));
		Attempt firstAttempt = this.backend.next();
		this.backend.complete(firstAttempt);
		RayTaskFuture<String> second = submit(TaskOptions.named("second"));
		Attempt secondAttempt = this.backend.next();
		this.backend.complete(secondAttempt);
		RayTaskFuture<String> kept = submit(TaskOptions.named("kept"));
		Attempt keptAttempt = this.backend.next();
		this.backend.complete(keptAttempt);
		RayTaskFuture<String> dependent = this.runner.with((options) -> options.name("dependent").crashRetries(1))
			.submit(() -> first.result() + second.result() + kept.result());
		this.backend.report(new AttemptEvent.UpstreamsLost(this.backend.next().id(),
				Map.of(firstAttempt.id(), "its node died", secondAttempt.id(), "its node died")));
		Attempt again = this.backend.next();
		List<Long> read = again.upstreams().stream().map((upstream) -> ((Upstream.Value) upstream).attempt()).toList();
		assertThat(read).hasSize(3).contains(keptAttempt.id()).doesNotContain(firstAttempt.id(), secondAttempt.id());
		assertThat(this.backend.values()).hasSize(2);
		this.backend.crash(again);
		assertThat(dependent.state()).isInstanceOf(TaskState.Crashed.class);
	}

	@Test
	void smallTasksAreSentTogetherAndReportedOneByOne() {
		// the first may take long, as classes are loaded, and what counts is the mean
		for (int i = 0; i < KNOWN; i++) {
			submit(TaskOptions.named("small"));
			Attempt known = this.backend.next();
			this.backend.start(known);
			this.backend.complete(known);
		}
		List<RayTaskFuture<String>> futures = Stream.generate(() -> submit(TaskOptions.named("small")))
			.limit(102)
			.toList();
		this.backend.complete(this.backend.next());
		this.backend.complete(this.backend.next());
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.calls().size() > KNOWN + 2);
		List<Attempt> packed = this.backend.calls().get(KNOWN + 2).attempts();
		assertThat(packed).hasSizeGreaterThan(3);
		this.backend.complete(packed.get(0));
		this.backend.fail(packed.get(1));
		assertThat(futures.get(2).state()).isInstanceOf(TaskState.Completed.class);
		Awaitility.await().atMost(LIMIT).until(() -> futures.get(3).state() instanceof TaskState.Failed);
		assertThat(futures.get(4).state()).isInstanceOf(TaskState.Pending.class);
		assertThat(futures.get(4).cancel()).isTrue();
		packed.stream().skip(2).forEach(this.backend::crash);
		assertThat(futures.get(4).state()).isInstanceOf(TaskState.Cancelled.class);
		assertThat(futures.get(5).state()).isInstanceOf(TaskState.Pending.class);
	}

}
