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

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of attempts that are given back before they have started, over a
 * {@link ScriptedBackend} with two slots. It takes up to three calls.
 */
class TakeBackTests extends ScriptedRunnerTests {

	private static final int CALLS = 3;

	@BeforeEach
	void start() {
		this.backend = new ScriptedBackend(2);
		this.runner.start();
	}

	private RayTaskFuture<String> submit(TaskOptions options) {
		return this.runner.with(options).submit(() -> "value");
	}

	private void completeWithin(Attempt attempt, long nanos) {
		AttemptResult result = new AttemptResult(false, ScriptedBackend.VALUE.length, ScriptedBackend.VALUE);
		this.backend.report(new AttemptEvent.Finished(attempt.id(), result, nanos));
	}

	/**
	 * Have six tasks run that are known to be small: three, two and one of them in a
	 * call.
	 */
	private List<RayTaskFuture<String>> submitPacked(TaskOptions options) {
		submit(options);
		completeWithin(this.backend.next(), 1000);
		List<Attempt> others = Stream.generate(() -> submit(TaskOptions.named("other")))
			.limit(CALLS)
			.map((other) -> this.backend.next())
			.toList();
		List<RayTaskFuture<String>> futures = Stream.generate(() -> submit(options)).limit(6).toList();
		others.forEach((other) -> completeWithin(other, 1_000_000_000));
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.calls().size() == 1 + CALLS + 3);
		assertThat(calls(3).map((call) -> call.attempts().size())).containsExactly(3, 2, 1);
		return futures;
	}

	private Stream<Call> calls(int last) {
		List<Call> calls = this.backend.calls();
		return calls.subList(calls.size() - last, calls.size()).stream();
	}

	private List<Attempt> next(int count) {
		return IntStream.range(0, count).mapToObj((index) -> this.backend.next()).toList();
	}

	@Test
	void shortTasksDoNotWaitBehindALongOneWhileASlotIsFree() {
		List<RayTaskFuture<String>> futures = submitPacked(TaskOptions.named("small"));
		List<Attempt> attempts = next(6);
		this.backend.start(attempts.get(0));
		assertThat(this.backend.takenBack()).isEmpty();
		attempts.subList(3, 6).forEach(this.backend::complete);
		Awaitility.await().atMost(LIMIT).until(() -> !this.backend.takenBack().isEmpty());
		assertThat(this.backend.takenBack()).containsExactly(attempts.get(0).id());
		this.backend.report(new AttemptEvent.Returned(attempts.get(1).id()),
				new AttemptEvent.Returned(attempts.get(2).id()));
		List<Attempt> again = next(2);
		assertThat(again).extracting(Attempt::key).containsExactly(futures.get(1).key(), futures.get(2).key());
		again.forEach(this.backend::complete);
		assertThat(futures.get(0).state()).isInstanceOf(TaskState.Running.class);
		assertThat(futures.subList(1, 6)).allSatisfy((future) -> assertThat(future.result()).isEqualTo("value"));
		this.backend.complete(attempts.get(0));
		assertThat(futures.get(0).result()).isEqualTo("value");
	}

	@Test
	void returnedAttemptCountsAsNoneAndIsNoCrash() {
		RayTaskFuture<String> future = submit(TaskOptions.builder().crashRetries(0).build());
		for (int i = 0; i < 5; i++) {
			this.backend.report(new AttemptEvent.Returned(this.backend.next().id()));
		}
		Attempt attempt = this.backend.next();
		assertThat(attempt.number()).isOne();
		assertThat(future.state()).isInstanceOf(TaskState.Pending.class);
		this.backend.complete(attempt);
		assertThat(future.result()).isEqualTo("value");
		Awaitility.await().atMost(LIMIT).until(() -> this.listener.count("finished") == 1);
		assertThat(this.listener.count("retried")).isZero();
	}

	@Test
	void returnedAttemptsComeBeforeAllThatIsQueuedInTheirOrder() {
		List<RayTaskFuture<String>> futures = submit(5);
		List<Attempt> attempts = next(CALLS);
		this.backend.report(attempts.stream()
			.map((attempt) -> new AttemptEvent.Returned(attempt.id()))
			.toArray(AttemptEvent[]::new));
		List<Attempt> again = next(CALLS);
		assertThat(again).extracting(Attempt::key)
			.containsExactly(futures.get(0).key(), futures.get(1).key(), futures.get(2).key());
		assertThat(again).extracting(Attempt::id)
			.doesNotContainAnyElementsOf(attempts.stream().map(Attempt::id).toList());
	}

	@Test
	void crashOfACallCountsForTheOneThatRanAndTheOthersRunAlone() throws Exception {
		List<RayTaskFuture<String>> futures = submitPacked(TaskOptions.builder().name("small").crashRetries(1).build());
		List<Attempt> attempts = next(6);
		this.backend.report(new AttemptEvent.Started(attempts.get(0).id()),
				new AttemptEvent.Crashed(attempts.get(0).id(), "killed"),
				new AttemptEvent.Returned(attempts.get(1).id()), new AttemptEvent.Returned(attempts.get(2).id()));
		attempts.subList(3, 6).forEach(this.backend::complete);
		List<Attempt> again = next(3);
		assertThat(again).extracting(Attempt::key)
			.containsExactly(futures.get(1).key(), futures.get(2).key(), futures.get(0).key());
		assertThat(again).extracting(Attempt::number).containsExactly(1, 1, 2);
		assertThat(calls(3)).allSatisfy((call) -> assertThat(call.attempts()).hasSize(1));
		again.forEach(this.backend::crash);
		assertThat(futures.get(0).await(LIMIT))
			.hasValueSatisfying((state) -> assertThat(state).isEqualTo(new TaskState.Crashed("killed (attempt 2)")));
		next(2).forEach(this.backend::complete);
		assertThat(futures.subList(1, 6)).allSatisfy((future) -> assertThat(future.result()).isEqualTo("value"));
	}

	@Test
	void cancelledTaskWhoseAttemptIsReturnedDoesNotRunAgain() {
		RayTaskFuture<String> future = submit(1).get(0);
		Attempt attempt = this.backend.next();
		future.cancel();
		this.backend.report(new AttemptEvent.Returned(attempt.id()));
		RayTaskFuture<String> next = submit(1).get(0);
		Attempt nextAttempt = this.backend.next();
		assertThat(nextAttempt.key()).isEqualTo(next.key());
		assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
		assertThat(this.runner.counts().inFlight()).isOne();
	}

}
