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
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.ResultLostException;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the values of tasks that have ended, over a {@link ScriptedBackend}.
 */
class HeldValuesTests extends ScriptedRunnerTests {

	// prefect#13009: references without fetching asked for
	@Test
	void largeValueIsFetchedOnceAndOnlyWhenAskedFor() throws Exception {
		this.runner.start();
		RayTaskFuture<String> future = this.runner.submit(() -> "value");
		Attempt attempt = this.backend.next();
		this.backend.completeUnpushed(attempt);
		assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
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
		this.backend.report(new AttemptEvent.Finished(attempt.id(), new AttemptResult(true, 1, null), 0));
		assertThat(future.await(LIMIT)).get()
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
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.Failed.class);
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.released().equals(List.of(attempt.id())));
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
	}

}
