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
import java.util.Iterator;
import java.util.List;

import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of streams of futures whose tasks do not end, over a {@link ScriptedBackend}.
 */
class AsCompletedTests extends ScriptedRunnerTests {

	@BeforeEach
	void start() {
		this.runner.start();
	}

	@Test
	void countWaitsForTheTasks() {
		assertCountWaits(RayTaskFutures.of(submit(2)));
	}

	@Test
	void countWaitsForTheItemsOfAMap() {
		assertCountWaits(this.runner.map((item) -> item, List.of(1, 2)));
	}

	@Test
	void interruptedWaitLosesNoTask() {
		assertInterruptLosesNothing(RayTaskFutures.of(submit(3)));
	}

	@Test
	void interruptedWaitLosesNoItemOfAMap() {
		assertInterruptLosesNothing(this.runner.map((item) -> item, List.of(1, 2, 3)));
	}

	private void assertInterruptLosesNothing(RayTaskFutures<?> futures) {
		Iterator<? extends RayTaskFuture<?>> iterator = futures.asCompleted().iterator();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedWaitException.class).isThrownBy(iterator::hasNext);
		assertThat(Thread.interrupted()).isTrue();
		for (int i = 0; i < futures.size(); i++) {
			this.backend.complete(this.backend.next());
		}
		assertThat(iterator).toIterable().hasSize(3);
	}

	private static void assertCountWaits(RayTaskFutures<?> futures) {
		assertThatExceptionOfType(UnfinishedTasksException.class)
			.isThrownBy(() -> futures.asCompleted(Duration.ZERO).count())
			.withMessageContaining("2 (of 2)");
	}

}
