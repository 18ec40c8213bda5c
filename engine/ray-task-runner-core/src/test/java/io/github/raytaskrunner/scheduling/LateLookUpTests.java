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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Resources;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what becomes of tasks whose cache does not answer.
 */
class LateLookUpTests {

	private static final CacheKey KEY = new CacheKey(MapCaches.NAME, "2020");

	private final MapCaches caches = new MapCaches();

	private final List<Runnable> due = new CopyOnWriteArrayList<>();

	private final AtomicLong now = new AtomicLong();

	private final CompletableFuture<?> answered = new CompletableFuture<>();

	private final Outbox outbox = new Outbox();

	private final ScriptedBackend backend = new ScriptedBackend(1);

	private final Scheduler scheduler = this.backend.scheduler(this.outbox);

	private final CachedTasks tasks = new CachedTasks(this.scheduler, ScriptedBackend.SERIALIZER, (delay, action) -> {
		this.due.add(action);
		return this.answered;
	}, this.caches, this.now::get);

	@AfterEach
	void close() throws Exception {
		this.tasks.close(ScriptedRunnerTests.LIMIT);
		this.outbox.close(ScriptedRunnerTests.LIMIT);
	}

	@Test
	void runAsIfNothingWasThereAndIgnoreTheLateAnswer() throws Exception {
		RayTaskRunner runner = new DefaultRayTaskRunner(new RunnerSettings(1000, Duration.ZERO), () -> this.backend,
				ScriptedBackend.SERIALIZER);
		this.scheduler.open(this.backend.start(runner, new byte[0], this.scheduler));
		this.caches.values().put(KEY.key(), ScriptedBackend.SERIALIZER.writeValue("kept"));
		CountDownLatch gate = this.caches.block();
		Task task = task();
		this.tasks.submit(task, KEY);
		assertThat(this.due).hasSize(1);
		Awaitility.await().atMost(ScriptedRunnerTests.LIMIT).until(() -> this.caches.asked() == 1);
		this.now.addAndGet(TimeUnit.SECONDS.toNanos(10));
		this.due.get(0).run();
		this.backend.start(this.backend.next());
		gate.countDown();
		Awaitility.await().atMost(ScriptedRunnerTests.LIMIT).until(this.answered::isCancelled);
		this.tasks.close(ScriptedRunnerTests.LIMIT);
		assertThat(task.state()).isEqualTo(new TaskState.Running());
		this.due.get(0).run();
		assertThat(this.backend.waiting()).isZero();
	}

	@Test
	void waitWhileOthersAreAnswered() throws Exception {
		CountDownLatch gate = this.caches.block();
		this.tasks.submit(task(), KEY);
		Awaitility.await().atMost(ScriptedRunnerTests.LIMIT).until(() -> this.caches.asked() == 1);
		this.now.addAndGet(TimeUnit.SECONDS.toNanos(9));
		this.due.get(0).run();
		assertThat(this.due).hasSize(2);
		assertThat(this.backend.waiting()).isZero();
		gate.countDown();
		Awaitility.await().atMost(ScriptedRunnerTests.LIMIT).until(this.answered::isCancelled);
	}

	private static Task task() {
		RayCallable<String> code = () -> "value";
		TaskSpec spec = new TaskSpec("mean", "mean", "mean-1", Resources.DEFAULT, null, 0, null, KEY);
		return new Task(spec, ScriptedBackend.SERIALIZER.serialize(code, "mean").bytes(), List.of());
	}

}
