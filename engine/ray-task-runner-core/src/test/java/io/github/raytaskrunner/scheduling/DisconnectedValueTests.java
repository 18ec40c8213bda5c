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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.ResultLostException;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what becomes of values when the backend that holds them is lost.
 */
class DisconnectedValueTests extends DisconnectionTests {

	@Test
	void areLostUnlessTheyWerePushed() {
		RayTaskFuture<String> future = completedUnpushed();
		assertThat(this.runner.counts().held()).isOne();
		this.backend.disconnect(REASON);
		assertThat(this.runner.counts().held()).isZero();
		assertLost(future);
		this.backend.connect(4);
		assertLost(future);
		assertThat(this.backend.fetched()).isEmpty();
	}

	@Test
	void areUsableIfTheyWerePushed() {
		RayTaskFuture<String> unread = completed();
		RayTaskFuture<String> read = completed();
		assertThat(read.result()).isEqualTo("value");
		this.backend.disconnect(REASON);
		assertThat(unread.result()).isEqualTo("value");
		assertThat(read.result()).isEqualTo("value");
	}

	@Test
	void travelAgainOnceAnotherTaskReadsThem() {
		RayTaskFuture<String> upstream = completed();
		assertThat(upstream.result()).isEqualTo("value");
		RayTaskFuture<String> before = dependentOf(upstream);
		Attempt crashing = this.backend.next();
		this.backend.disconnect(REASON);
		RayTaskFuture<String> after = dependentOf(upstream);
		assertThat(this.backend.values()).isEmpty();
		this.backend.connect(4);
		Attempt first = this.backend.next();
		Attempt second = this.backend.next();
		assertThat(first.upstreams()).isEqualTo(second.upstreams()).isNotEqualTo(crashing.upstreams());
		assertThat(this.backend.values()).containsOnlyKeys(read(first)).containsValue(ScriptedBackend.VALUE);
		assertThat(this.runner.counts().held()).isOne();
		this.backend.complete(first);
		this.backend.complete(second);
		assertThat(before.result()).isEqualTo(after.result()).isEqualTo("value");
	}

	@Test
	void travelAgainForATaskWhoseUpstreamFutureIsDropped() throws Exception {
		AtomicReference<@Nullable RayTaskFuture<String>> upstream = new AtomicReference<>(completed());
		RayTaskFuture<String> dependent = dependentOf(upstream.get());
		this.backend.next();
		upstream.set(null);
		System.gc();
		this.backend.disconnect(REASON);
		assertThat(dependent.await(Duration.ofMillis(50))).isEmpty();
		this.backend.connect(4);
		Attempt attempt = this.backend.next();
		this.backend.complete(attempt);
		long id = read(attempt);
		Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
			System.gc();
			assertThat(this.backend.released()).containsExactly(id);
		});
	}

	@Test
	void areNotMissedByATaskThatOnlyRunsAfterTheOther() {
		RayTaskFuture<String> upstream = completedUnpushed();
		this.backend.disconnect(REASON);
		RayTaskFuture<String> after = submit(TaskOptions.builder().waitFor(upstream).build());
		this.backend.connect(4);
		this.backend.complete(this.backend.next());
		assertThat(after.result()).isEqualTo("value");
	}

	@Test
	void leaveTasksThatReadThemNotReadyWhenLost() throws Exception {
		RayTaskFuture<String> upstream = completedUnpushed();
		RayTaskFuture<String> inFlight = dependentOf(upstream);
		this.backend.next();
		RayTaskFuture<String> running = submit(TaskOptions.named("running"));
		RayTaskFuture<String> waiting = this.runner.submit(() -> upstream.result() + running.result());
		RayTaskFuture<String> further = dependentOf(waiting);
		this.backend.disconnect(REASON);
		assertNotReady(inFlight, upstream);
		assertNotReady(waiting, upstream);
		assertThat(further.state()).isInstanceOfSatisfying(TaskState.NotReady.class,
				(state) -> assertThat(state.upstreamKey()).isEqualTo(waiting.key()));
		assertNotReady(dependentOf(upstream), upstream);
		this.backend.connect(4);
		assertNotReady(dependentOf(upstream), upstream);
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(0, 1, 0));
	}

	@Test
	void areLostWhileTheyAreFetched() {
		restartWithEndlessFetches();
		RayTaskFuture<String> future = completedUnpushed();
		CompletableFuture<String> fetched = future.toCompletableFuture();
		assertThat(fetched).isNotDone();
		this.backend.disconnect(REASON);
		assertThat(fetched).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(ResultLostException.class);
		assertLost(future);
	}

	private void restartWithEndlessFetches() {
		stop();
		this.backend = new ScriptedBackend(4) {

			@Override
			public CompletableFuture<byte[]> fetch(long attempt) {
				return new CompletableFuture<>();
			}

		};
		this.runner.start();
	}

	@Test
	void thatWereSmallAndPutAreSentAgain() {
		RayTaskFuture<String> small = this.runner.put("small");
		RayTaskFuture<byte[]> large = this.runner.put(new byte[200_000]);
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.values().size() == 2);
		this.backend.disconnect(REASON);
		assertThat(small.result()).isEqualTo("small");
		assertLost(large);
		this.backend.connect(4);
		dependentOf(small);
		Attempt attempt = this.backend.next();
		assertThat(this.backend.values()).containsOnlyKeys(read(attempt));
	}

	@Test
	void canBePutMeanwhile() {
		this.backend.disconnect(REASON);
		RayTaskFuture<byte[]> large = this.runner.put(new byte[200_000]);
		assertThat(large.result()).hasSize(200_000);
		RayTaskFuture<Integer> dependent = this.runner.submit(() -> large.result().length);
		assertThat(this.backend.values()).isEmpty();
		this.backend.connect(4);
		Attempt attempt = this.backend.next();
		assertThat(this.backend.values()).containsOnlyKeys(read(attempt));
		assertThat(dependent.state().isFinal()).isFalse();
	}

	@Test
	void thatAreExceptionsLeaveTheTaskFailed() throws Exception {
		restartWithEndlessFetches();
		RetryPolicy policy = RetryPolicy.builder().predicate((exception) -> false).build();
		RayTaskFuture<String> future = submit(TaskOptions.builder().retry(policy).build());
		Attempt attempt = this.backend.next();
		this.backend.report(new AttemptEvent.Finished(attempt.id(), new AttemptResult(true, 1_000_000, null), 0));
		this.backend.disconnect(REASON);
		assertThat(future.await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.Failed.class,
					(state) -> assertThat(state.exception()).hasStackTraceContaining(REASON));
	}

	@Test
	void thatWereLostEndTheRetriesOfATaskThatReadThem() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		RetryPolicy policy = RetryPolicy.builder().predicate((exception) -> {
			asked.countDown();
			awaitUninterruptibly(goOn);
			return true;
		}).delay(Duration.ZERO).build();
		RayTaskFuture<String> upstream = completedUnpushed();
		RayTaskFuture<String> future = this.runner.with((options) -> options.retry(policy))
			.submit(() -> upstream.result());
		this.backend.fail(this.backend.next());
		assertThat(asked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		this.backend.disconnect(REASON);
		goOn.countDown();
		assertThat(future.await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.Failed.class,
					(state) -> assertThat(state.exception()).hasMessage("failure"));
	}

	private static long read(Attempt attempt) {
		return ((Upstream.Value) attempt.upstreams().get(0)).attempt();
	}

}
