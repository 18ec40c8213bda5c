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
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of when large values are fetched, which are to be kept in a cache.
 */
@ExtendWith(OutputCaptureExtension.class)
class CachedValueTests extends ScriptedCacheTests {

	private static final int THREADS = 8;

	@Test
	void onlyThoseOfWhichTheCacheIsBeingToldAreHere() {
		List<Attempt> attempts = IntStream.range(0, 20).mapToObj(this::dispatch).toList();
		submit();
		RayTaskFuture<String> waiting = submit();
		Attempt last = this.backend.next();
		CountDownLatch gate = this.caches.block();
		attempts.forEach(this.backend::completeUnpushed);
		this.backend.completeUnpushed(last);
		assertThat(waiting.result()).isEqualTo("value");
		Awaitility.await().atMost(LIMIT).until(() -> this.caches.asked() == 21 + THREADS);
		assertThat(this.backend.fetched()).hasSize(THREADS + 1).contains(last.id());
		gate.countDown();
		Awaitility.await().atMost(LIMIT).until(() -> this.caches.values().size() == 21);
		assertThat(this.backend.fetched()).hasSize(21).doesNotHaveDuplicates();
	}

	@Test
	void oneThatWaitsToBeKeptIsFetchedForWhoeverWantsIt() {
		List<Attempt> attempts = IntStream.range(0, 20).mapToObj(this::dispatch).toList();
		CountDownLatch gate = this.caches.block();
		attempts.forEach(this.backend::completeUnpushed);
		assertThat(cached(19).submit(() -> "other").result()).isEqualTo("value");
		assertThat(cached(19).submit(() -> "other").result()).isEqualTo("value");
		gate.countDown();
		Awaitility.await().atMost(LIMIT).until(() -> this.caches.values().size() == 20);
		assertThat(this.backend.fetched()).hasSize(20).doesNotHaveDuplicates();
		assertThat(this.backend.calls()).hasSize(20);
	}

	@Test
	void whenOneIsLostTheNextWithTheSameKeyRuns(CapturedOutput output) throws Exception {
		RayTaskFuture<String> first = submit();
		RayTaskFuture<String> second = submit();
		lose(this.backend.next());
		this.backend.complete(this.backend.next());
		assertThat(second.result()).isEqualTo("value");
		assertThat(first.state()).isEqualTo(new TaskState.Completed());
		awaitKept();
		Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(output).contains("does not get a value"));
	}

	@Test
	void oneThatIsLostIsComputedAgain() {
		submit();
		lose(this.backend.next());
		this.backend.onRun(this.backend::complete);
		Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(submit().result()).isEqualTo("value"));
		awaitKept();
	}

	private Attempt dispatch(int key) {
		cached(key).submit(() -> "value");
		return this.backend.next();
	}

	private void lose(Attempt attempt) {
		this.backend.report(new AttemptEvent.Finished(attempt.id(), new AttemptResult(false, 5, null), 0));
	}

}
