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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of caches that fail, are slow or are not there.
 */
@ExtendWith(OutputCaptureExtension.class)
class CacheTroubleTests extends ScriptedCacheTests {

	@Test
	void otherTasksRunWhileACacheDoesNotAnswer() {
		CountDownLatch gate = this.caches.block();
		RayTaskFuture<String> cached = submit();
		RayTaskFuture<String> other = this.runner.submit(() -> "value");
		this.backend.complete(this.backend.next());
		assertThat(other.result()).isEqualTo("value");
		assertThat(cached.state()).isEqualTo(new TaskState.Pending());
		gate.countDown();
	}

	@Test
	void cacheThatFailsIsLeftOut(CapturedOutput output) {
		this.caches.breakDown();
		RayTaskFuture<String> future = submit();
		this.backend.complete(this.backend.next());
		assertThat(future.result()).isEqualTo("value");
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(output).contains("Cache 'prices' cannot be asked", "the cache is down")
				.contains("Cache 'prices' cannot keep a value", "(key 2020)"));
	}

	@Test
	void valueThatCannotBeReadAnyMoreIsComputedAgain(CapturedOutput output) {
		this.caches.values().put(KEY, new byte[] { 1, 2, 3 });
		RayTaskFuture<String> future = submit();
		this.backend.complete(this.backend.next());
		assertThat(future.result()).isEqualTo("value");
		awaitKept();
		assertThat(output).contains("Cache 'prices' has a value that cannot be read any more");
	}

	@Test
	void stopWaitsUntilValuesAreKept() throws Exception {
		RayTaskFuture<String> future = submit();
		Attempt attempt = this.backend.next();
		CountDownLatch gate = this.caches.block();
		this.backend.complete(attempt);
		assertThat(future.result()).isEqualTo("value");
		Thread stop = new Thread(this.runner::stop);
		stop.start();
		Awaitility.await().atMost(LIMIT).until(stop::getState, Thread.State.TIMED_WAITING::equals);
		gate.countDown();
		stop.join(LIMIT.toMillis());
		awaitKept();
	}

	// The thread that ends a task goes on after others know it.
	@RepeatedTest(100)
	void valueIsKeptThoughTheRunnerIsStoppedAtOnce() {
		RayTaskFuture<String> future = submit();
		Attempt attempt = this.backend.next();
		CompletableFuture<Void> completed = CompletableFuture.runAsync(() -> this.backend.complete(attempt));
		assertThat(future.result()).isEqualTo("value");
		this.runner.stop();
		assertThat(this.caches.values()).containsKey(KEY);
		completed.join();
	}

	@Test
	void tasksWithEqualKeysDoNotWaitUntilTheValueIsKept() {
		RayTaskFuture<String> first = submit();
		RayTaskFuture<String> second = submit();
		Attempt attempt = this.backend.next();
		CountDownLatch gate = this.caches.block();
		this.backend.complete(attempt);
		assertThat(List.of(first.result(), second.result(), submit().result())).containsOnly("value");
		assertThat(this.backend.calls()).hasSize(1);
		gate.countDown();
		awaitKept();
	}

	@Test
	void keyThatCannotBeComparedIsOfATaskThatDoesNotRun() {
		Object key = new Object() {

			@Override
			public boolean equals(@Nullable Object other) {
				return other == this;
			}

			@Override
			public int hashCode() {
				throw new IllegalStateException("no hash");
			}

		};
		RayTaskSubmitter submitter = cached(key);
		assertThatIllegalStateException().isThrownBy(() -> submitter.submit(() -> "value")).withMessage("no hash");
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
	}

	@Test
	void cacheCanBeThatOfTheProfile() {
		keep("kept");
		RayTaskFuture<String> future = this.runner.with((options) -> options.profile("cached").cacheKey(KEY))
			.submit(() -> "value");
		assertThat(future.result()).isEqualTo("kept");
	}

	@Test
	void keyWithoutACacheIsRefused() {
		RayTaskSubmitter submitter = this.runner.with((options) -> options.name("mean").cacheKey(KEY));
		assertThatIllegalArgumentException().isThrownBy(() -> submitter.submit(() -> "value"))
			.withMessageContaining("Task 'mean' has the cache key '2020' but no cache")
			.withMessageContaining("ray.profiles.<name>.cache");
	}

	@Test
	void cacheThatIsNotThereIsNamed() {
		RayTaskSubmitter submitter = this.runner.with((options) -> options.name("mean").cache("costs").cacheKey(KEY));
		assertThatIllegalArgumentException().isThrownBy(() -> submitter.submit(() -> "value"))
			.withMessageContaining("task 'mean'")
			.withMessageContaining("cache 'costs'")
			.withMessageContaining("there is only prices");
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
	}

	@Test
	void tasksOfAMapOrAScopeCannotShareAKey() {
		RayTaskSubmitter submitter = cached(KEY);
		assertThatIllegalArgumentException().isThrownBy(() -> submitter.map((item) -> item, List.of(1, 2)))
			.withMessageContaining("cache key '2020'");
		TaskOptions options = TaskOptions.builder().cacheKey(KEY).build();
		assertThatIllegalStateException().isThrownBy(options::open).withMessageContaining("cache key '2020'");
	}

}
