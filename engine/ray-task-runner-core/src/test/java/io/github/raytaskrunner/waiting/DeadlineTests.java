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

package io.github.raytaskrunner.waiting;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Deadline}.
 */
class DeadlineTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@Test
	void leavesLessAndLess() {
		Deadline deadline = new Deadline(Duration.ofMinutes(1));
		Duration before = deadline.remaining();
		assertThat(before).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
		await().atMost(LIMIT).untilAsserted(() -> assertThat(deadline.remaining()).isLessThan(before));
		assertThat(deadline.timeout()).isEqualTo(Duration.ofMinutes(1));
		assertThat(deadline.isOver()).isFalse();
	}

	@Test
	void leavesNothingWhenItIsOver() {
		Deadline deadline = new Deadline(Duration.ofMillis(1));
		await().atMost(LIMIT).until(deadline::isOver);
		assertThat(deadline.remaining()).isZero();
		assertThat(deadline.remainingNanos()).isZero();
		assertThat(new Deadline(Duration.ZERO).isOver()).isTrue();
	}

	@Test
	void mayBeAsFarAwayAsItLikes() {
		assertThat(new Deadline(Duration.ofSeconds(Long.MAX_VALUE)).remaining())
			.isGreaterThan(Duration.ofDays(100_000));
	}

	@Test
	void isOverIfThereIsNoTime() {
		assertThat(Deadline.ofNanos(-1).isOver()).isTrue();
		assertThat(Deadline.ofNanos(-1).timeout()).isZero();
	}

	@Test
	void isNotInThePast() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Deadline(Duration.ofNanos(-1)))
			.withMessageContaining("timeout");
	}

}
