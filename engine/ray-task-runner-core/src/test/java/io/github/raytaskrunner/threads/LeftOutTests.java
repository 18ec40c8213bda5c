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

package io.github.raytaskrunner.threads;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LeftOut}.
 */
class LeftOutTests {

	private final Queue<Runnable> timed = new ArrayDeque<>();

	private final List<Long> told = new ArrayList<>();

	private final LeftOut leftOut = new LeftOut((delay, action) -> {
		assertThat(delay).isEqualTo(Duration.ofSeconds(1));
		this.timed.add(action);
		return CompletableFuture.completedFuture(null);
	}, this.told::add);

	@Test
	void whatIsLeftOutWithinASecondIsToldTogether() {
		this.leftOut.add(2);
		this.leftOut.add(3);
		assertThat(this.told).isEmpty();
		assertThat(this.timed).hasSize(1);
		this.timed.remove().run();
		assertThat(this.told).containsExactly(5L);
	}

	@Test
	void whatIsLeftOutLaterIsToldAgain() {
		this.leftOut.add(2);
		this.timed.remove().run();
		this.leftOut.add(1);
		this.timed.remove().run();
		assertThat(this.told).containsExactly(2L, 1L);
	}

	@Test
	void nothingLeftOutIsNotTold() {
		this.leftOut.add(0);
		this.leftOut.tell();
		assertThat(this.timed).isEmpty();
		assertThat(this.told).isEmpty();
	}

	@Test
	void whatWasToldAtOnceIsNotToldTwice() {
		this.leftOut.add(4);
		this.leftOut.tell();
		this.timed.remove().run();
		assertThat(this.told).containsExactly(4L);
	}

}
