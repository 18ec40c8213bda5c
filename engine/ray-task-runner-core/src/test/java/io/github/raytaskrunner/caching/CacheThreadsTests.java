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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.scripted.ManualTimer;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what waits for a cache that does not answer.
 */
class CacheThreadsTests {

	private static final int THREADS = 8;

	private final ManualTimer timer = new ManualTimer();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final CacheThreads threads = new CacheThreads("prices", this.timer, this.timer);

	private final AtomicInteger begun = new AtomicInteger();

	private final AtomicInteger givenUp = new AtomicInteger();

	@AfterEach
	void close() {
		this.threads.shutdownNow();
	}

	@Test
	void nothingIsLeftOfACallThatWasGivenUp() {
		blockAll();
		WeakReference<byte[]> value = new WeakReference<>(new byte[1000]);
		enqueue(value.get());
		this.timer.advance(Duration.ofSeconds(10));
		assertThat(this.givenUp).hasValue(1);
		Awaitility.await().atMost(ScriptedRunnerTests.LIMIT).until(() -> {
			System.gc();
			return value.get() == null;
		});
	}

	@Test
	void callThatWasGivenUpIsNotMadeAfterwards() {
		blockAll();
		enqueue(new byte[1000]);
		this.timer.advance(Duration.ofSeconds(10));
		this.gate.countDown();
		this.threads.execute(this.begun::incrementAndGet, this.givenUp::incrementAndGet);
		Awaitility.await().atMost(ScriptedRunnerTests.LIMIT).until(() -> this.begun.get() == THREADS + 1);
		assertThat(this.givenUp).hasValue(1);
	}

	private void blockAll() {
		for (int i = 0; i < THREADS; i++) {
			this.threads.execute(this::block, () -> {
			});
		}
		Awaitility.await().atMost(ScriptedRunnerTests.LIMIT).until(() -> this.begun.get() == THREADS);
	}

	private void block() {
		this.begun.incrementAndGet();
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			// the test is over
		}
	}

	private void enqueue(byte[] value) {
		this.threads.execute(() -> this.begun.addAndGet(value.length), this.givenUp::incrementAndGet);
	}

}
