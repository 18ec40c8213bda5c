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

package io.github.raytaskrunner.backend;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.RayTaskRunnerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Waits}.
 */
class WaitsTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void returnWhatWasWaitedFor() throws Exception {
		assertThat(Waits.get(CompletableFuture.completedFuture(1), LIMIT, "it")).isEqualTo(1);
		assertThat(Waits.await(() -> true)).isTrue();
		assertThat(Waits.await(() -> false)).isFalse();
	}

	@Test
	void throwWhatTheFutureThrows() {
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> Waits.get(CompletableFuture.failedFuture(new IllegalStateException("no")), LIMIT, "it"))
			.withCauseInstanceOf(IllegalStateException.class);
		assertThatExceptionOfType(TimeoutException.class)
			.isThrownBy(() -> Waits.get(new CompletableFuture<>(), Duration.ofMillis(1), "it"));
	}

	@Test
	void sayWhatAnInterruptCutShort() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(RayTaskRunnerException.class)
			.isThrownBy(() -> Waits.get(new CompletableFuture<>(), LIMIT, "the driver"))
			.withMessage("Interrupted while waiting for the driver")
			.withCauseInstanceOf(InterruptedException.class);
		assertThatExceptionOfType(RayTaskRunnerException.class).isThrownBy(() -> Waits.sleep(LIMIT, "the driver"))
			.withMessage("Interrupted while waiting for the driver");
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	@Test
	void goOnWithoutWhatAnInterruptCutShort() {
		Thread.currentThread().interrupt();
		assertThat(Waits.await(() -> new CountDownLatch(1).await(1, TimeUnit.MINUTES))).isFalse();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

}
