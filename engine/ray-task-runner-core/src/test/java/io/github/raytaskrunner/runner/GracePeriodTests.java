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

package io.github.raytaskrunner.runner;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link GracePeriod}.
 */
class GracePeriodTests {

	@Test
	void tasksGetNoLessThanNothing() {
		GracePeriod time = new GracePeriod(Duration.ofMillis(1));
		Awaitility.await().until(() -> time.passed().compareTo(time.length()) > 0);
		assertThat(time.leftForTasks()).isZero();
		assertThat(time.limitOfTasks()).isPositive();
	}

	@Test
	void tasksGetHalfOfAShortTimeAndMostOfALongOne() {
		assertThat(new GracePeriod(Duration.ofSeconds(8)).leftForTasks()).isBetween(Duration.ofSeconds(2),
				Duration.ofSeconds(4));
		assertThat(new GracePeriod(Duration.ofMinutes(1)).leftForTasks()).isBetween(Duration.ofSeconds(50),
				Duration.ofSeconds(55));
	}

}
