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

package io.github.raytaskrunner.hooks;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link GrowingExecutor}.
 */
@ExtendWith(OutputCaptureExtension.class)
class GrowingExecutorTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final GrowingExecutor executor = new GrowingExecutor("tests", "test", 2,
			new ThreadPoolExecutor.DiscardPolicy());

	private final CountDownLatch gate = new CountDownLatch(1);

	private final Set<String> threads = ConcurrentHashMap.newKeySet();

	@AfterEach
	void close() throws InterruptedException {
		this.gate.countDown();
		assertThat(this.executor.close(LIMIT)).isTrue();
	}

	@Test
	void fewThreadsAreEnoughForWhatGetsOn() throws Exception {
		CountDownLatch ended = new CountDownLatch(10_000);
		for (int i = 0; i < 10_000; i++) {
			this.executor.execute(() -> {
				this.threads.add(Thread.currentThread().getName());
				ended.countDown();
			});
		}
		assertThat(ended.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(this.threads).hasSizeBetween(1, 100).allMatch((name) -> name.startsWith("test-"));
	}

	@Test
	void thereAreMoreThreadsWhileSomeBlock() {
		for (int i = 0; i < 100; i++) {
			this.executor.execute(this::block);
		}
		Awaitility.await().atMost(LIMIT).until(() -> this.executor.running() == 100);
		assertThat(this.executor.waiting()).isZero();
	}

	@Test
	void whatIsBusyUntilOthersHaveRunDoesNotKeepThemFromIt() throws Exception {
		CountDownLatch last = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(20);
		for (int i = 0; i < 20; i++) {
			this.executor.execute(() -> {
				while (last.getCount() > 0) {
					Thread.onSpinWait();
				}
				ended.countDown();
			});
		}
		this.executor.execute(last::countDown);
		assertThat(ended.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void numberOfThreadsHasALimitAndThatIsSaid(CapturedOutput output) {
		for (int i = 0; i < GrowingExecutor.MAX_THREADS + 7; i++) {
			this.executor.execute(this::block);
		}
		Awaitility.await().atMost(LIMIT).until(() -> this.executor.running() == GrowingExecutor.MAX_THREADS);
		assertThat(this.executor.waiting()).isEqualTo(7);
		// the line comes after the threads
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(output.getOut().lines().filter((line) -> line.contains("tests block")))
				.hasSize(1));
	}

	@Test
	void whatIsDueWhenItClosesRunsAlthoughOtherThingsBlock() throws Exception {
		CountDownLatch ended = new CountDownLatch(1);
		for (int i = 0; i < 10; i++) {
			this.executor.execute(this::block);
		}
		this.executor.execute(ended::countDown);
		assertThat(this.executor.close(Duration.ofSeconds(1))).isFalse();
		assertThat(ended.getCount()).isZero();
	}

	private void block() {
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
