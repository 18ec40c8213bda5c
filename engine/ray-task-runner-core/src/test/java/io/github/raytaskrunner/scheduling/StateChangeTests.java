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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.TaskTimedOutException;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.scripted.RecordingTaskListener;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what listeners hear of the states of a task.
 */
class StateChangeTests extends ScriptedRunnerTests {

	@BeforeEach
	void start() {
		this.runner.start();
	}

	private RayTaskFuture<String> submit(TaskOptions options) {
		return this.runner.with(options).submit(() -> "value");
	}

	private void assertChanges(RayTaskFuture<?> future, String... changes) {
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(this.listener.changesOf(future.key())).containsExactly(changes));
	}

	private static RetryPolicy policy(Duration delay) {
		return RetryPolicy.builder().maxRetries(1).delay(delay).build();
	}

	@Test
	void taskThatCompletes() {
		RayTaskFuture<String> future = submit(TaskOptions.none());
		Attempt attempt = this.backend.next();
		this.backend.start(attempt);
		this.backend.start(attempt);
		this.backend.complete(attempt);
		assertChanges(future, "pending 0", "running 1", "completed 1");
	}

	@Test
	void listenersHaveHeardAllOnceTheyWereAwaited() throws InterruptedException {
		CompletableFuture<Void> gate = new CompletableFuture<>();
		List<String> heard = new CopyOnWriteArrayList<>();
		this.runner.addListener(new TaskListener() {

			@Override
			public void stateChanged(TaskStateChange change) {
				gate.join();
				heard.add(change.state().label());
			}

		});
		submit(TaskOptions.none());
		assertThat(this.runner.awaitListeners(Duration.ofMillis(1))).isFalse();
		gate.complete(null);
		assertThat(this.runner.awaitListeners(LIMIT)).isTrue();
		assertThat(heard).containsExactly("pending");
		this.runner.stop();
		assertThat(this.runner.awaitListeners(Duration.ZERO)).isTrue();
	}

	@Test
	void taskWhoseStartIsNotTold() {
		RayTaskFuture<String> future = submit(TaskOptions.none());
		this.backend.complete(this.backend.next());
		assertChanges(future, "pending 0", "completed 1");
	}

	@Test
	void changeSaysWhichTaskItIsOfAndWhatCameBefore() {
		Instant before = Instant.now();
		RayTaskFuture<String> future = submit(TaskOptions.builder().name("report").key("report-7").build());
		Attempt attempt = this.backend.next();
		this.backend.start(attempt);
		this.backend.complete(attempt);
		assertChanges(future, "pending 0", "running 1", "completed 1");
		List<TaskStateChange> changes = this.listener.changes();
		assertThat(changes).allSatisfy((change) -> {
			assertThat(change.name()).isEqualTo("report");
			assertThat(change.group()).isEqualTo("report");
			assertThat(change.key()).isEqualTo("report-7");
			assertThat(change.time()).isBetween(before, Instant.now());
		});
		assertThat(changes.get(0).previous()).isNull();
		assertThat(changes.get(2).previous()).isEqualTo(changes.get(1).state());
		assertThat(changes).extracting(TaskStateChange::time).isSorted();
	}

	@Test
	void timesAreThoseOfTheQueueAndOfTheLastAttempt() {
		RayTaskFuture<String> future = submit(TaskOptions.builder().crashRetries(1).build());
		Attempt first = this.backend.next();
		this.backend.start(first);
		this.backend.crash(first);
		Attempt second = this.backend.next();
		this.backend.start(second);
		this.backend.complete(second);
		assertChanges(future, "pending 0", "running 1", "awaiting_retry 1", "pending 1", "running 2", "completed 2");
		List<TaskStateChange> changes = this.listener.changes();
		assertThat(changes.get(0).ran()).isZero();
		assertThat(changes.get(2).ran()).isPositive().isEqualTo(changes.get(3).ran());
		assertThat(changes.get(5).ran()).isPositive();
		assertThat(changes.subList(1, 6)).extracting(TaskStateChange::queued).containsOnly(changes.get(1).queued());
	}

	@Test
	void backOffDoesNotCountAsTimeThatTheTaskRan() {
		RayTaskFuture<String> future = submit(TaskOptions.builder().retry(policy(Duration.ofMinutes(1))).build());
		Attempt attempt = this.backend.next();
		this.backend.start(attempt);
		this.backend.fail(attempt);
		assertChangesEndWith("awaiting_retry 1");
		future.cancel();
		assertChanges(future, "pending 0", "running 1", "awaiting_retry 1", "cancelled 1");
		List<TaskStateChange> changes = this.listener.changes();
		assertThat(changes.get(3).ran()).isEqualTo(changes.get(2).ran());
	}

	private void assertChangesEndWith(String last) {
		Awaitility.await()
			.atMost(LIMIT)
			.until(() -> this.listener.changes()
				.stream()
				.anyMatch((change) -> last.equals(change.state().label() + " " + change.attempt())));
	}

	@Test
	void retryAfterABackOff() {
		RayTaskFuture<String> future = submit(TaskOptions.builder().retry(policy(Duration.ofMillis(20))).build());
		this.backend.fail(this.backend.next());
		this.backend.complete(this.backend.next());
		assertChanges(future, "pending 0", "awaiting_retry 1", "pending 1", "completed 2");
	}

	@Test
	void retryAfterATimeLimit() {
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(1)
			.delay(Duration.ZERO)
			.includes(TaskTimedOutException.class)
			.build();
		RayTaskFuture<String> future = submit(
				TaskOptions.builder().timeLimit(Duration.ofMillis(20)).retry(policy).build());
		Attempt first = this.backend.next();
		this.backend.start(first);
		assertChanges(future, "pending 0", "running 1", "pending 1");
		this.backend.crash(first);
		this.backend.complete(this.backend.next());
		assertChanges(future, "pending 0", "running 1", "pending 1", "awaiting_retry 1", "pending 1", "completed 2");
	}

	@Test
	void attemptThatDidNotStartIsNone() {
		RayTaskFuture<String> future = submit(TaskOptions.none());
		this.backend.report(new AttemptEvent.Returned(this.backend.next().id()));
		this.backend.complete(this.backend.next());
		assertChanges(future, "pending 0", "completed 1");
	}

	@Test
	void taskThatIsCancelledAndOneThatDependsOnIt() {
		RayTaskFuture<String> future = submit(TaskOptions.none());
		RayTaskFuture<String> dependent = this.runner.submit(() -> future.result());
		this.backend.start(this.backend.next());
		future.cancel();
		assertChanges(future, "pending 0", "running 1", "cancelled 1");
		assertChanges(dependent, "pending 0", "not_ready 0");
	}

	@Test
	void taskThatARunnerThatStopsDoesNotWaitFor() {
		RayTaskFuture<String> future = submit(TaskOptions.none());
		this.backend.next();
		this.runner.stop();
		assertChanges(future, "pending 0", "cancelled 1");
	}

	@Test
	void listenerThatCameLaterHearsTheStatesFromThenOn() {
		RecordingTaskListener late = new RecordingTaskListener();
		RayTaskFuture<String> future = submit(TaskOptions.none());
		Attempt attempt = this.backend.next();
		this.runner.addListener(late);
		this.backend.start(attempt);
		this.backend.complete(attempt);
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(late.changesOf(future.key())).endsWith("running 1", "completed 1"));
	}

}
