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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.settings.RunnerSettings.WhenFull;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the bounds of what is unfinished, over a {@link ScriptedBackend}.
 */
class AdmissionTests extends ScriptedRunnerTests {

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
		Awaitility.await().atMost(LIMIT).until(submitter::getState, Thread.State.TIMED_WAITING::equals);
		this.backend.complete(this.backend.next());
		assertThat(submitted.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void backendWaitsForRoomOnBehalfOfTheSubmitter() throws Exception {
		CountDownLatch waits = new CountDownLatch(1);
		this.backend = new ScriptedBackend(4) {

			@Override
			public void await(CompletableFuture<?> future, long nanos) throws TimeoutException, InterruptedException {
				waits.countDown();
				super.await(future, nanos);
			}

		};
		this.runner = createRunner(new RunnerSettings(100_000_000, Duration.ZERO).withMaxUnfinished(1, WhenFull.BLOCK));
		this.runner.start();
		submit(1);
		Attempt first = this.backend.next();
		CompletableFuture<Integer> accepted = CompletableFuture.supplyAsync(() -> submit(1).size());
		assertThat(waits.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(accepted).isNotDone();
		this.backend.complete(first);
		assertThat(accepted).succeedsWithin(LIMIT);
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
	void listenerThatSubmitsDoesNotWaitForRoom() {
		this.runner = createRunner(new RunnerSettings(100_000_000, Duration.ZERO).withMaxUnfinished(1, WhenFull.BLOCK));
		CompletableFuture<Throwable> rejection = new CompletableFuture<>();
		this.runner.addListener(new TaskListener() {

			@Override
			public void stateChanged(TaskStateChange change) {
				try {
					AdmissionTests.this.runner.submit(() -> "another one");
				}
				catch (RayTaskRejectedException ex) {
					rejection.complete(ex);
				}
			}

		});
		this.runner.start();
		RayTaskFuture<String> future = this.runner.submit(() -> "value");
		assertThat(rejection).succeedsWithin(LIMIT)
			.asInstanceOf(InstanceOfAssertFactories.THROWABLE)
			.hasMessageContaining("A task listener cannot wait for room", "Submit from another thread");
		this.backend.complete(this.backend.next());
		assertThat(future.result()).isEqualTo("value");
	}

	@Test
	void submitWaitsWhileListenersAreFarBehind() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		this.runner = createRunner(
				new RunnerSettings(100_000_000, Duration.ZERO).withMaxUnfinished(1_000_000, WhenFull.BLOCK));
		this.runner.addListener(new TaskListener() {

			@Override
			public void stateChanged(TaskStateChange change) {
				try {
					gate.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

		});
		this.runner.start();
		List<Integer> items = IntStream.range(0, TaskChanges.MAX_UNTOLD + 1).boxed().toList();
		CountDownLatch submitted = new CountDownLatch(1);
		Thread submitter = new Thread(() -> {
			this.runner.map((item) -> item, items);
			submitted.countDown();
		});
		submitter.start();
		Awaitility.await().atMost(LIMIT).until(submitter::getState, Thread.State.TIMED_WAITING::equals);
		gate.countDown();
		assertThat(submitted.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void interruptOfABlockedSubmitIsThatOfAWait() throws Exception {
		this.runner = createRunner(new RunnerSettings(1, Duration.ZERO));
		this.runner.start();
		submit(1);
		AtomicReference<@Nullable Exception> thrown = new AtomicReference<>();
		AtomicBoolean interrupted = new AtomicBoolean();
		Thread submitter = new Thread(() -> {
			try {
				submit(1);
			}
			catch (InterruptedWaitException ex) {
				thrown.set(ex);
				interrupted.set(Thread.currentThread().isInterrupted());
			}
		});
		submitter.start();
		Awaitility.await().atMost(LIMIT).until(submitter::getState, Thread.State.TIMED_WAITING::equals);
		submitter.interrupt();
		submitter.join(LIMIT.toMillis());
		assertThat(thrown.get()).hasMessageContaining("was not accepted")
			.hasCauseInstanceOf(InterruptedException.class);
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
			catch (RayTaskRejectedException ex) {
				thrown.set(ex);
			}
		})).toList();
		submitters.forEach(Thread::start);
		for (Thread submitter : submitters) {
			Awaitility.await().atMost(LIMIT).until(submitter::getState, Thread.State.TIMED_WAITING::equals);
		}
		this.runner.stop();
		for (Thread submitter : submitters) {
			submitter.join(LIMIT.toMillis());
			assertThat(submitter.isAlive()).isFalse();
		}
		assertThat(thrown.get()).hasMessageContaining("stopped");
	}

	@Test
	void roomOfATaskThatIsRefusedGoesToTheNext() throws Exception {
		this.runner = createRunner(new RunnerSettings(100_000_000, Duration.ZERO).withMaxUnfinished(2, WhenFull.BLOCK));
		this.runner.start();
		this.runner.with((options) -> options.name("keyed").key("key")).submit(() -> "value");
		submit(1);
		this.backend.next();
		AtomicReference<@Nullable Exception> thrown = new AtomicReference<>();
		Thread refused = new Thread(() -> {
			try {
				this.runner.with((options) -> options.name("keyed").key("key")).submit(() -> "value");
			}
			catch (RayTaskRejectedException ex) {
				thrown.set(ex);
			}
		});
		Thread next = new Thread(() -> submit(1));
		for (Thread submitter : List.of(refused, next)) {
			submitter.start();
			Awaitility.await().atMost(LIMIT).until(submitter::getState, Thread.State.TIMED_WAITING::equals);
		}
		this.backend.complete(this.backend.next());
		refused.join(LIMIT.toMillis());
		next.join(LIMIT.toMillis());
		assertThat(next.isAlive()).isFalse();
		assertThat(thrown.get()).hasMessageContaining("'key'");
		assertThat(this.runner.counts().inFlight()).isEqualTo(2);
	}

	@Test
	void unfinishedTasksNeverExceedTheirBound() throws Exception {
		this.runner = createRunner(new RunnerSettings(100_000_000, Duration.ZERO).withMaxUnfinished(3, WhenFull.BLOCK));
		AtomicInteger unfinished = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		this.backend.onRun((attempt) -> {
			most.accumulateAndGet(unfinished.incrementAndGet(), Math::max);
			this.backend.add(attempt);
		});
		this.runner.start();
		List<Thread> submitters = IntStream.range(0, 10).mapToObj((index) -> new Thread(() -> submit(100))).toList();
		submitters.forEach(Thread::start);
		for (int i = 0; i < 1000; i++) {
			Attempt attempt = this.backend.next();
			unfinished.decrementAndGet();
			this.backend.complete(attempt);
		}
		for (Thread submitter : submitters) {
			submitter.join(LIMIT.toMillis());
			assertThat(submitter.isAlive()).isFalse();
		}
		assertThat(most.get()).isBetween(1, 3);
	}

}
