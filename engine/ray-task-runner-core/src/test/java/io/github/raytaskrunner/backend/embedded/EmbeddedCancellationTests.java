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

package io.github.raytaskrunner.backend.embedded;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.attempt.TestAttempts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of attempts of {@link EmbeddedBackend} that are cancelled, and of its end.
 */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedCancellationTests extends EmbeddedTests {

	private static final CountDownLatch STARTED = new CountDownLatch(1);

	private static final CountDownLatch INTERRUPTED = new CountDownLatch(1);

	private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

	@Test
	void stopInterruptsWhatRunsAndTellsNobody() throws Exception {
		RayRunnable task = () -> {
			STARTED.countDown();
			try {
				Thread.sleep(60_000);
			}
			catch (InterruptedException ex) {
				INTERRUPTED.countDown();
			}
		};
		run(TestAttempts.of(1, this.serializer.serialize(task, "task").bytes()));
		assertThat(STARTED.await(30, TimeUnit.SECONDS)).isTrue();
		this.backend.stop(Duration.ofSeconds(30));
		assertThat(INTERRUPTED.getCount()).isZero();
		assertThat(this.reports.queue).isEmpty();
		assertThat(this.backend.fetch(1)).isCompletedExceptionally();
	}

	@Test
	void cancelledAttemptIsInterruptedAndReported() {
		CountDownLatch started = GATES.computeIfAbsent("interrupt", (name) -> new CountDownLatch(1));
		run(1, () -> {
			GATES.get("interrupt").countDown();
			Thread.sleep(60_000);
			return "never";
		});
		await(started);
		this.backend.cancel(1);
		assertThat(this.reports.next(1).result().failed()).isTrue();
		run(2, () -> Thread.currentThread().isInterrupted());
		assertThat(this.serializer.readValue(this.reports.next(2).result().value())).isEqualTo(false);
		this.backend.cancel(1);
	}

	@Test
	void attemptThatIgnoresItsInterruptionLosesItsThread(CapturedOutput output) {
		CountDownLatch started = GATES.computeIfAbsent("deaf", (name) -> new CountDownLatch(1));
		GATES.computeIfAbsent("deaf end", (name) -> new CountDownLatch(1));
		run(1, () -> {
			GATES.get("deaf").countDown();
			while (GATES.get("deaf end").getCount() > 0) {
				Thread.interrupted();
			}
			return "too late";
		});
		await(started);
		this.backend.cancel(1);
		assertThat(this.reports.next(1).crash()).contains("ignored its interruption");
		run(2, () -> "next");
		assertThat(this.serializer.readValue(this.reports.next(2).result().value())).isEqualTo("next");
		assertThat(output).contains("its thread is given up: ray-embedded-1").contains("1 threads given up so far");
		GATES.get("deaf end").countDown();
		run(3, () -> "later");
		assertThat(this.serializer.readValue(this.reports.next(3).result().value())).isEqualTo("later");
		assertThat(this.backend.fetch(1)).isCompletedExceptionally();
	}

	@Test
	void waitingAttemptThatIsCancelledNeverRuns() {
		CountDownLatch started = GATES.computeIfAbsent("blocker", (name) -> new CountDownLatch(1));
		CountDownLatch end = GATES.computeIfAbsent("blocker end", (name) -> new CountDownLatch(1));
		run(1, () -> {
			GATES.get("blocker").countDown();
			GATES.get("blocker end").await();
			return "first";
		});
		await(started);
		run(2, () -> "never");
		this.backend.cancel(2);
		assertThat(this.reports.next(2).crash()).contains("before it started");
		end.countDown();
		assertThat(this.serializer.readValue(this.reports.next(1).result().value())).isEqualTo("first");
		run(3, () -> "next");
		this.reports.next(3);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
