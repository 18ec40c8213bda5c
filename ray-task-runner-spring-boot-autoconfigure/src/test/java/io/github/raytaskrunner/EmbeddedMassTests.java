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

package io.github.raytaskrunner;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.backend.embedded.EmbeddedBackend;
import io.github.raytaskrunner.scheduling.DefaultRayTaskRunner;
import io.github.raytaskrunner.scheduling.RunnerSettings;
import io.github.raytaskrunner.serialization.TaskSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of many tasks on the {@link EmbeddedBackend}.
 */
@Tag("slow")
class EmbeddedMassTests {

	private static final int ITEMS = 10_000_000;

	private static final int KILOBYTE = 1024;

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	private final DefaultRayTaskRunner runner = new DefaultRayTaskRunner(
			new RunnerSettings(256 * 1024 * 1024, Duration.ZERO),
			() -> new EmbeddedBackend(this.serializer, 2, getClass().getClassLoader()), this.serializer, List.of());

	@BeforeEach
	void start() {
		this.runner.start();
	}

	@AfterEach
	void stop() {
		this.runner.stop();
	}

	// The values together are forty times as large as what is allowed to be in use.
	@Test
	void tenMillionItemsAreMappedInBoundedMemory() {
		long[] largest = new long[1];
		long[] count = new long[1];
		this.runner.mapAsCompleted((item) -> new byte[KILOBYTE], IntStream.range(0, ITEMS).boxed().iterator())
			.forEach((future) -> {
				count[0]++;
				if (count[0] % 1_000_000 == 0) {
					System.gc();
					Runtime runtime = Runtime.getRuntime();
					largest[0] = Math.max(largest[0], runtime.totalMemory() - runtime.freeMemory());
				}
			});
		assertThat(count[0]).isEqualTo(ITEMS);
		assertThat(largest[0]).isLessThan((long) ITEMS * KILOBYTE / 40);
	}

}
