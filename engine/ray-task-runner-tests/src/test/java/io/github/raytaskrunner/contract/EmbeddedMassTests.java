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

package io.github.raytaskrunner.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.backend.embedded.EmbeddedBackend;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.settings.RunnerSettings.WhenFull;
import io.github.raytaskrunner.testsupport.TestJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of many tasks on the {@link EmbeddedBackend}.
 */
@Tag("slow")
class EmbeddedMassTests {

	private static final int ITEMS = 10_000_000;

	private static final int MAPPED = 1_000_000;

	private static final int WAITING = 1_000_000;

	// Tasks, futures and values would need hundreds of bytes each.
	@Test
	void tenMillionItemsAreMappedInBoundedMemory(@TempDir Path folder) {
		try (TestJvm jvm = TestJvm.of(Program.class)
			.jvmOptions("-Xmx128m", TestJvm.LONG_LIVED)
			.start(folder.resolve("output"))) {
			assertThat(jvm.awaitExit(Duration.ofMinutes(8))).describedAs("%s", jvm.output()).isZero();
			assertThat(jvm.output()).contains("sum: " + (ITEMS - 1L) * ITEMS / 2);
		}
	}

	// The items themselves, and what they return, need 36 bytes each.
	@Test
	void millionItemsAreMappedAtOnce(@TempDir Path folder) {
		try (TestJvm jvm = TestJvm.of(MapProgram.class)
			.jvmOptions("-Xmx128m", TestJvm.LONG_LIVED)
			.start(folder.resolve("output"))) {
			assertThat(jvm.awaitExit(Duration.ofMinutes(8))).describedAs("%s", jvm.output()).isZero();
			assertThat(jvm.output()).contains("sum: " + (MAPPED - 1L) * MAPPED / 2);
		}
	}

	@Test
	void millionTasksThatWaitTakeLessThanAKilobyteEach(@TempDir Path folder) {
		try (TestJvm jvm = TestJvm.of(Waiting.class)
			.jvmOptions("-Xmx1100m", TestJvm.LONG_LIVED)
			.start(folder.resolve("output"))) {
			assertThat(jvm.awaitExit(Duration.ofMinutes(8))).describedAs("%s", jvm.output()).isZero();
			assertThat(jvm.output()).contains("sum: " + (WAITING - 1L) * WAITING / 2);
		}
	}

	private static DefaultRayTaskRunner startRunner() {
		return startRunner(new RunnerSettings(64 * 1024 * 1024, Duration.ZERO), 2);
	}

	private static DefaultRayTaskRunner startRunner(RunnerSettings settings, int slots) {
		DefaultRayTaskRunner runner = EmbeddedRunners.create(settings, slots);
		runner.start();
		return runner;
	}

	public static final class Program {

		private Program() {
		}

		public static void main(String[] args) {
			DefaultRayTaskRunner runner = startRunner();
			long sum = runner.mapAsCompleted((item) -> item, IntStream.range(0, ITEMS).boxed().iterator())
				.mapToLong(RayTaskFuture::result)
				.sum();
			System.out.println("sum: " + sum);
			runner.stop();
		}

	}

	public static final class MapProgram {

		private MapProgram() {
		}

		public static void main(String[] args) {
			DefaultRayTaskRunner runner = startRunner();
			List<Integer> items = IntStream.range(0, MAPPED).boxed().toList();
			long sum = runner.map((item) -> item, items).result().stream().mapToLong((value) -> value).sum();
			System.out.println("sum: " + sum);
			runner.stop();
		}

	}

	public static final class Waiting {

		private static final CountDownLatch ALL = new CountDownLatch(1);

		private Waiting() {
		}

		public static void main(String[] args) {
			DefaultRayTaskRunner runner = startRunner(
					new RunnerSettings(Long.MAX_VALUE, Duration.ZERO).withMaxUnfinished(2 * WAITING, WhenFull.REJECT),
					1);
			runner.execute(() -> ALL.await());
			List<RayTaskFuture<Integer>> futures = IntStream.range(0, WAITING)
				.mapToObj((item) -> runner.submit(() -> item))
				.toList();
			ALL.countDown();
			long sum = futures.stream().mapToLong(RayTaskFuture::result).sum();
			System.out.println("sum: " + sum);
			runner.stop();
		}

	}

}
