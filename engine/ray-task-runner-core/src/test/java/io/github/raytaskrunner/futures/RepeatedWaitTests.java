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

package io.github.raytaskrunner.futures;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of those who wait for the same tasks again and again.
 */
class RepeatedWaitTests extends ScriptedRunnerTests {

	@Test
	void resultsThatAreAskedForAgainAndAgainLeaveNothingBehind() {
		this.runner.start();
		RayTaskFutures<String> futures = RayTaskFutures.of(submit(2));
		int before = dependents(futures.get(0));
		for (int i = 0; i < 1000; i++) {
			assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> futures.result(Duration.ZERO))
				.withMessageContaining("2 (of 2)");
		}
		assertThat(dependents(futures.get(0))).isLessThanOrEqualTo(before + 1);
	}

	private static int dependents(RayTaskFuture<?> future) {
		return ((TaskFuture<?>) future).task().done().getNumberOfDependents();
	}

}
