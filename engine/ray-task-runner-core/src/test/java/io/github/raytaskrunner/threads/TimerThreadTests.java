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

package io.github.raytaskrunner.threads;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TimerThread}.
 */
class TimerThreadTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final TimerThread timer = new TimerThread("timer");

	@AfterEach
	void close() {
		this.timer.close();
	}

	@Test
	void doesThingsLaterOnItsThread() {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		long start = System.nanoTime();
		this.timer.after(Duration.ofMillis(20), () -> thread.complete(Thread.currentThread()));
		assertThat(thread).succeedsWithin(LIMIT).satisfies((done) -> {
			assertThat(done.getName()).isEqualTo("timer-1");
			assertThat(done.isDaemon()).isTrue();
		});
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
	}

	@Test
	void doesNothingThatWasCancelledOrCameAfterItsEnd() {
		AtomicBoolean done = new AtomicBoolean();
		CompletableFuture<Void> later = new CompletableFuture<>();
		Future<?> cancelled = this.timer.after(Duration.ofMillis(300), () -> done.set(true));
		cancelled.cancel(false);
		this.timer.after(Duration.ofMillis(400), () -> later.complete(null));
		assertThat(later).succeedsWithin(LIMIT);
		this.timer.close();
		this.timer.after(Duration.ZERO, () -> done.set(true));
		assertThat(done).isFalse();
	}

}
