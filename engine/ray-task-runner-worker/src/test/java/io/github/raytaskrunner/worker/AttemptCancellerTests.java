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

package io.github.raytaskrunner.worker;

import io.github.raytaskrunner.wire.DriverAddress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AttemptCanceller}.
 */
class AttemptCancellerTests {

	private static final DriverAddress DRIVER = new DriverAddress("127.0.0.1", 1, "a");

	private static final DriverAddress OTHER = new DriverAddress("127.0.0.1", 2, "b");

	private final AttemptCanceller canceller = new AttemptCanceller();

	@Test
	void attemptThatWasCancelledBeforeItCameDoesNotRun() {
		this.canceller.cancel(DRIVER, 7);
		assertThat(this.canceller.begin(DRIVER, 7)).isFalse();
		assertThat(this.canceller.begin(DRIVER, 8)).isTrue();
	}

	@Test
	void attemptsOfDifferentDriversAreNotTakenForOneAnother() {
		this.canceller.cancel(DRIVER, 7);
		assertThat(this.canceller.begin(OTHER, 7)).isTrue();
		this.canceller.end();
		assertThat(this.canceller.begin(OTHER, 8)).isTrue();
		this.canceller.cancel(DRIVER, 8);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void interruptDoesNotOutlastTheAttempt() {
		assertThat(this.canceller.begin(DRIVER, 7)).isTrue();
		this.canceller.cancel(DRIVER, 7);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.canceller.end();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

}
