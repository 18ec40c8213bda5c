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

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.Resources.PlacementGroup;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.serialization.TaskSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;

/**
 * Tests of {@link EmbeddedBackend}.
 */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedBackendTests {

	private static final CountDownLatch STARTED = new CountDownLatch(1);

	private static final CountDownLatch INTERRUPTED = new CountDownLatch(1);

	private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

	private final ClassLoader classLoader = new URLClassLoader(new URL[0], getClass().getClassLoader());

	private final TaskSerializer serializer = new TaskSerializer(this.classLoader, (captured) -> null);

	private final EmbeddedBackend backend = new EmbeddedBackend(this.serializer, 1, this.classLoader);

	private final Reports reports = new Reports();

	@BeforeEach
	void start() {
		BackendInfo info = this.backend.start(mock(RayTaskRunner.class), new byte[0], this.reports);
		assertThat(info).isEqualTo(new BackendInfo("embedded", "embedded, 1 thread (no Ray)", 1, 1, null));
	}

	@AfterEach
	void stop() {
		this.backend.stop(Duration.ofSeconds(10));
	}

	@Test
	void smallValueIsPushedAndKeptUntilItIsReleased() {
		run(1, () -> "small");
		AttemptResult result = this.reports.next(1).result();
		assertThat(this.serializer.readValue(result.value())).isEqualTo("small");
		assertThat(result.size()).isEqualTo(result.value().length);
		assertThat(this.backend.fetch(1)).isCompletedWithValue(result.value());
		this.backend.release(1);
		assertThat(this.backend.fetch(1)).isCompletedExceptionally()
			.failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(ValueLostException.class);
	}

	@Test
	void largeValueIsNotPushed() throws Exception {
		run(1, () -> new byte[200 * 1024]);
		AttemptResult result = this.reports.next(1).result();
		assertThat(result.value()).isNull();
		assertThat(result.size()).isGreaterThan(200 * 1024);
		assertThat(this.serializer.readValue(this.backend.fetch(1).get())).isEqualTo(new byte[200 * 1024]);
	}

	@Test
	void attemptWithoutItsUpstreamValueCrashes() {
		byte[] task = serialize(() -> "never");
		run(TestAttempts.of(2, task, new Upstream.Value(1)));
		assertThat(this.reports.next(2).crash()).isEqualTo("values lost: {1=it was released}");
	}

	@Test
	void taskRunsOnANamedThreadWithTheContextClassLoader() {
		run(1, () -> Thread.currentThread().getName());
		assertThat(this.serializer.readValue(this.reports.next(1).result().value())).asString()
			.startsWith("ray-embedded-");
		run(2, () -> Thread.currentThread().getContextClassLoader().getClass().getSimpleName());
		assertThat(this.serializer.readValue(this.reports.next(2).result().value())).isEqualTo("URLClassLoader");
	}

	@Test
	void nextTaskSeesNothingOfWhatTheLastDidToItsThread() {
		run(1, () -> {
			Thread.currentThread().setContextClassLoader(null);
			Thread.currentThread().interrupt();
			return null;
		});
		this.reports.next(1);
		run(2, () -> Thread.currentThread().isInterrupted() + " "
				+ (Thread.currentThread().getContextClassLoader() == null));
		assertThat(this.serializer.readValue(this.reports.next(2).result().value())).isEqualTo("false false");
	}

	@Test
	void errorThatEndsTheThreadCrashesTheAttemptAndTheNextRuns() {
		this.reports.errorOnStart = new NoClassDefFoundError("ends the thread");
		run(1, () -> "never");
		assertThat(this.reports.next(1).crash()).contains("ends the thread");
		this.reports.errorOnStart = null;
		run(2, () -> "next");
		assertThat(this.serializer.readValue(this.reports.next(2).result().value())).isEqualTo("next");
	}

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

	@Test
	void attemptsOfACallRunOneAfterAnother() {
		byte[] first = serialize(() -> "first");
		byte[] second = serialize(() -> {
			throw new IllegalStateException("second");
		});
		byte[] third = serialize(() -> "third");
		this.backend.run(new Call("test", Resources.DEFAULT,
				List.of(TestAttempts.of(1, first), TestAttempts.of(2, second), TestAttempts.of(3, third))));
		assertThat(this.serializer.readValue(this.reports.next(1).result().value())).isEqualTo("first");
		assertThat(this.reports.next(2).result().failed()).isTrue();
		assertThat(this.serializer.readValue(this.reports.next(3).result().value())).isEqualTo("third");
	}

	@Test
	void putValueIsReadByTasks() {
		this.backend.put(1, this.serializer.writeValue("shared"));
		assertThat(this.backend.fetch(1))
			.isCompletedWithValueMatching((value) -> "shared".equals(this.serializer.readValue(value)));
	}

	@Test
	void demandsThatCanNeverBeMetAreRefused() {
		assertThat(this.backend.missing(Resources.DEFAULT)).isNull();
		assertThat(this.backend.missing(new Resources(Map.of("CPU", 0.0)))).isNull();
		assertThatIllegalArgumentException().isThrownBy(() -> this.backend.missing(new Resources(Map.of("CPU", 2.0))))
			.withMessageContaining("ray.init.num-cpus");
		assertThatIllegalArgumentException().isThrownBy(() -> this.backend.missing(new Resources(Map.of("GPU", 1.0))))
			.withMessageContaining("ray.init.num-gpus");
		assertThatIllegalArgumentException().isThrownBy(() -> this.backend.missing(new Resources(Map.of("tpu", 1.0))))
			.withMessageContaining("'tpu'")
			.withMessageContaining("ray.init.resources");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.backend.missing(new Resources(Map.of("tpu", 1.0, "GPU", 0.5, "memory", 1e18))))
			.withMessage("it needs 0.5 of the resource 'GPU', but this process has 0.0 (ray.init.num-gpus); "
					+ "it needs 1.0E18 of the resource 'memory', but this process has "
					+ (double) Runtime.getRuntime().maxMemory() + " (ray.init.memory); "
					+ "it needs 1.0 of the resource 'tpu', but this process has 0.0 (ray.init.resources): "
					+ "declare more or run on Ray");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.backend.missing(new Resources(Map.of(), "{\"pip\":[\"numpy\"]}", null)))
			.withMessageContaining("runtime environment");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.backend.missing(new Resources(Map.of(), "", new PlacementGroup("group", 0))))
			.withMessageContaining("placement group");
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private byte[] serialize(RayCallable<?> task) {
		return this.serializer.serialize(task, "task").bytes();
	}

	private void run(long id, RayCallable<?> task) {
		run(TestAttempts.of(id, serialize(task)));
	}

	private void run(Attempt attempt) {
		this.backend.run(new Call("test", Resources.DEFAULT, List.of(attempt)));
	}

	private record Report(long attempt, @Nullable AttemptResult result, @Nullable String crash) {

	}

	private static final class Reports implements BackendListener {

		private final BlockingQueue<Report> queue = new LinkedBlockingQueue<>();

		private volatile @Nullable Error errorOnStart;

		Report next(long attempt) {
			try {
				Report report = this.queue.poll(30, TimeUnit.SECONDS);
				assertThat(report).isNotNull();
				assertThat(report.attempt()).isEqualTo(attempt);
				return report;
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}

		@Override
		public void capacityChanged(int slots, int nodes) {
		}

		@Override
		public void slotsLent(int difference) {
		}

		@Override
		public void started(long attempt) {
			Error error = this.errorOnStart;
			if (error != null) {
				throw error;
			}
		}

		@Override
		public void finished(long attempt, AttemptResult result) {
			this.queue.add(new Report(attempt, result, null));
		}

		@Override
		public void crashed(long attempt, String reason) {
			this.queue.add(new Report(attempt, null, reason));
		}

		@Override
		public void upstreamsLost(long attempt, Map<Long, String> reasons) {
			this.queue.add(new Report(attempt, null, "values lost: " + reasons));
		}

		@Override
		public void disconnected(String reason) {
			throw new AssertionError(reason);
		}

		@Override
		public void connectFailed(String obstacle) {
			throw new AssertionError(obstacle);
		}

		@Override
		public void connected(BackendInfo info) {
			throw new AssertionError(info);
		}

	}

}
