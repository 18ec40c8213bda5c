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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.Resources.PlacementGroup;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.backend.ValueLostException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link EmbeddedBackend}.
 */
class EmbeddedBackendTests extends EmbeddedTests {

	private static final CountDownLatch STARTED = new CountDownLatch(1);

	private static final CountDownLatch END = new CountDownLatch(1);

	@Test
	void smallValueIsPushedAndKeptUntilItIsReleased() {
		run(1, () -> "small");
		AttemptResult result = this.reports.next(1).result();
		assertThat(this.serializer.readValue(result.value())).isEqualTo("small");
		assertThat(result.size()).isEqualTo(result.value().length);
		assertThat(this.backend.fetch(1)).isCompletedWithValue(result.value());
		this.backend.release(List.of(1L));
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
	void whatHasNotStartedIsGivenBackAndRunsElsewhere() throws Exception {
		byte[] first = serialize(() -> {
			STARTED.countDown();
			END.await();
			return "first";
		});
		byte[] second = serialize(() -> "second");
		this.backend.run(new Call("test", Resources.DEFAULT,
				List.of(TestAttempts.of(1, first), TestAttempts.of(2, second), TestAttempts.of(3, second))));
		run(TestAttempts.of(4, second));
		assertThat(STARTED.await(30, TimeUnit.SECONDS)).isTrue();
		this.backend.takeBack(1);
		assertThat(this.reports.next(2)).isEqualTo(new Reports.Report(2, null, null));
		assertThat(this.reports.next(3)).isEqualTo(new Reports.Report(3, null, null));
		this.backend.takeBack(1);
		this.backend.takeBack(4);
		assertThat(this.reports.next(4)).isEqualTo(new Reports.Report(4, null, null));
		END.countDown();
		assertThat(this.serializer.readValue(this.reports.next(1).result().value())).isEqualTo("first");
		this.backend.takeBack(1);
		run(TestAttempts.of(5, second));
		assertThat(this.serializer.readValue(this.reports.next(5).result().value())).isEqualTo("second");
	}

	@Test
	void errorThatEndsTheThreadCrashesOneAttemptOfTheCall() {
		this.reports.errorOnStart = new NoClassDefFoundError("ends the thread");
		byte[] task = serialize(() -> "never");
		this.backend.run(new Call("test", Resources.DEFAULT,
				List.of(TestAttempts.of(1, task), TestAttempts.of(2, task), TestAttempts.of(3, task))));
		assertThat(this.reports.next(1).crash()).contains("ends the thread");
		assertThat(this.reports.next(2)).isEqualTo(new Reports.Report(2, null, null));
		assertThat(this.reports.next(3)).isEqualTo(new Reports.Report(3, null, null));
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

}
