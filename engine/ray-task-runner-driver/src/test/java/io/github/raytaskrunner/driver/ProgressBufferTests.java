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

package io.github.raytaskrunner.driver;

import java.util.List;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Crashed;
import io.github.raytaskrunner.attempt.AttemptEvent.Progressed;
import io.github.raytaskrunner.attempt.AttemptEvent.Started;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ProgressBuffer}.
 */
class ProgressBufferTests {

	private final ProgressBuffer buffer = new ProgressBuffer();

	private static AttemptEvent progress(long attempt, long done) {
		return new Progressed(attempt, 0, done, 10, "");
	}

	@Test
	void progressPassesWhereTheApplicationIsReached() {
		List<AttemptEvent> events = List.of(new Started(1), progress(1, 1), progress(1, 2));
		assertThat(this.buffer.pass(events, true)).isEqualTo(events);
	}

	@Test
	void onlyTheLastOfEachAttemptIsKeptForLater() {
		for (int i = 1; i <= 1000; i++) {
			assertThat(this.buffer.pass(List.of(progress(1, i), progress(2, i)), false)).isEmpty();
		}
		assertThat(this.buffer.pass(List.of(), true)).containsExactly(progress(1, 1000), progress(2, 1000));
		assertThat(this.buffer.pass(List.of(), true)).isEmpty();
	}

	@Test
	void whatElseHappensIsNotKeptAndBringsTheProgressOfWhatEndsAlong() {
		this.buffer.pass(List.of(progress(1, 3), progress(2, 4)), false);
		assertThat(this.buffer.pass(List.of(new Started(2), new Crashed(1, "killed")), false))
			.containsExactly(new Started(2), progress(1, 3), new Crashed(1, "killed"));
		assertThat(this.buffer.pass(List.of(), true)).containsExactly(progress(2, 4));
	}

}
