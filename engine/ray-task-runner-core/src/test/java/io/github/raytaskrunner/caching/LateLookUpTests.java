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

package io.github.raytaskrunner.caching;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.scheduling.Outbox;
import io.github.raytaskrunner.scheduling.Scheduler;
import io.github.raytaskrunner.scheduling.Task;
import io.github.raytaskrunner.scripted.ManualTimer;
import io.github.raytaskrunner.scripted.MapCaches;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import io.github.raytaskrunner.settings.CacheKey;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.settings.TaskSpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what becomes of tasks whose cache does not answer.
 */
@ExtendWith(OutputCaptureExtension.class)
class LateLookUpTests {

	private static final Duration LIMIT = ScriptedRunnerTests.LIMIT;

	private final AnsweredCaches caches = new AnsweredCaches();

	private final ManualTimer timer = new ManualTimer();

	private final Outbox outbox = new Outbox("ray-scheduler", "The backend");

	private final ScriptedBackend backend = new ScriptedBackend(100);

	private final Scheduler scheduler = this.backend.scheduler(this.outbox);

	private final CachedTasks tasks = new CachedTasks(this.scheduler, ScriptedBackend.SERIALIZER, this.timer,
			this.caches, this.timer);

	@BeforeEach
	void start() {
		RayTaskRunner runner = new DefaultRayTaskRunner(new RunnerSettings(1000, Duration.ZERO), () -> this.backend,
				ScriptedBackend.SERIALIZER);
		this.scheduler.open(this.backend.start(runner, new byte[0], this.scheduler));
	}

	@AfterEach
	void close() throws Exception {
		this.caches.keep();
		this.tasks.close(LIMIT);
		this.outbox.close(LIMIT);
	}

	@Test
	void runAsIfNothingWasThereAndIgnoreTheLateAnswer(CapturedOutput output) throws Exception {
		Task task = submit("slow");
		awaitAsked(1);
		pass(9);
		assertThat(this.backend.waiting()).isZero();
		pass(1);
		this.backend.start(this.backend.next());
		assertThat(output).contains("has not answered within 10 s (key slow)");
		this.caches.answer("slow").complete(ScriptedBackend.SERIALIZER.writeValue("kept"));
		this.tasks.close(LIMIT);
		assertThat(task.state()).isEqualTo(new TaskState.Running());
		pass(20);
		assertThat(this.backend.waiting()).isZero();
	}

	@Test
	void areGivenUpOneByOneThoughOthersAreAnswered() {
		submit("hanging");
		awaitAsked(1);
		pass(9);
		answerOther();
		pass(1);
		assertThat(this.backend.next().name()).isEqualTo("hanging");
	}

	@Test
	void waitForTheirTurnWhileOthersAreAnswered() {
		submitMoreThanAreAskedAtOnce();
		pass(6);
		miss("begun-0");
		assertThat(this.backend.next().name()).isEqualTo("begun-0");
		awaitAsked(9);
		pass(4);
		assertThat(IntStream.range(0, 7).mapToObj((i) -> this.backend.next().name()))
			.allMatch((name) -> name.startsWith("begun-"));
		assertThat(this.backend.waiting()).isZero();
		pass(6);
		assertThat(List.of(this.backend.next().name(), this.backend.next().name())).containsExactlyInAnyOrder("queued",
				"last");
	}

	@Test
	void doNotWaitForTheirTurnAtACacheThatFailsSlowly() {
		submitMoreThanAreAskedAtOnce();
		pass(9);
		this.caches.answer("begun-0").completeExceptionally(new IllegalStateException("no connection"));
		assertThat(this.backend.next().name()).isEqualTo("begun-0");
		awaitAsked(9);
		pass(1);
		assertThat(IntStream.range(0, 8).mapToObj((i) -> this.backend.next().name())).contains("last")
			.doesNotContain("queued");
	}

	@Test
	void answersThatComeTooLateAreNoReasonToWait() {
		submitAll("begun-", 0, 8);
		awaitAsked(8);
		pass(1);
		submit("queued");
		submit("last");
		pass(9);
		IntStream.range(0, 8).forEach((i) -> this.backend.next());
		miss("begun-0");
		awaitAsked(9);
		pass(1);
		assertThat(this.backend.next().name()).isEqualTo("last");
	}

	@Test
	void leaveNoTimerWhenTheyAreAnswered() {
		submitMoreThanAreAskedAtOnce();
		pass(6);
		miss("begun-0");
		awaitAsked(9);
		pass(4);
		IntStream.range(1, 8).forEach((i) -> miss("begun-" + i));
		miss("queued");
		miss("last");
		IntStream.range(0, 10).forEach((i) -> this.backend.next());
		Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(this.timer.pending()).isEmpty());
	}

	@Test
	void leaveNoTimerWhenTheyAreGivenUp() {
		submitAll("begun-", 0, 9);
		awaitAsked(8);
		pass(10);
		IntStream.range(0, 9).forEach((i) -> this.backend.next());
		assertThat(this.timer.pending()).isEmpty();
	}

	@Test
	void valueIsLeftOutWhenNoneIsKeptForTooLong(CapturedOutput output) throws Exception {
		submitAll("kept-", 0, 8);
		IntStream.range(0, 8).forEach((i) -> miss("kept-" + i));
		IntStream.range(0, 8).forEach((i) -> this.backend.complete(this.backend.next()));
		awaitAsked(16);
		pass(1);
		Task task = submit("slow");
		this.scheduler.futuresDropped(List.of(task));
		pass(10);
		Attempt attempt = this.backend.next();
		this.backend.completeUnpushed(attempt);
		Awaitility.await().atMost(LIMIT).until(() -> !this.timer.pending().isEmpty());
		pass(10);
		assertThat(output).contains("is too slow to keep a value (key slow)");
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.released().contains(attempt.id()));
		assertThat(this.timer.pending()).isEmpty();
		this.caches.keep();
		this.tasks.close(LIMIT);
		assertThat(this.backend.fetched()).isEmpty();
		assertThat(output).doesNotContain("could not be kept");
	}

	private void pass(int seconds) {
		this.timer.advance(Duration.ofSeconds(seconds));
	}

	private void answerOther() {
		int asked = this.caches.asked();
		submit("other");
		awaitAsked(asked + 1);
		miss("other");
		assertThat(this.backend.next().name()).isEqualTo("other");
	}

	private void miss(String key) {
		this.caches.answer(key).complete(null);
	}

	private void awaitAsked(int number) {
		Awaitility.await().atMost(LIMIT).until(() -> this.caches.asked() == number);
	}

	private void submitAll(String prefix, int begin, int end) {
		IntStream.range(begin, end).forEach((i) -> submit(prefix + i));
	}

	private void submitMoreThanAreAskedAtOnce() {
		submitAll("begun-", 0, 8);
		awaitAsked(8);
		submit("queued");
		submit("last");
	}

	private Task submit(String key) {
		RayCallable<String> code = () -> "value";
		CacheKey cacheKey = new CacheKey(MapCaches.NAME, key);
		TaskSpec spec = new TaskSpec(key, key, key, Resources.DEFAULT, null, 0, null, cacheKey, null, 0);
		Task task = new Task(spec, ScriptedBackend.SERIALIZER.serialize(code, key).bytes(), List.of());
		this.tasks.submit(task, cacheKey);
		return task;
	}

}
