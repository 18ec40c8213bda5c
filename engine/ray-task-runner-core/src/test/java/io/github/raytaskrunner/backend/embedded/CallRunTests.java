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

import java.util.List;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.backend.embedded.CallRun.Cancellation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link CallRun}.
 */
class CallRunTests {

	private final Attempt first = attempt(1);

	private final Attempt second = attempt(2);

	private final Attempt third = attempt(3);

	private final CallRun run = new CallRun(
			new Call("test", Resources.DEFAULT, List.of(this.first, this.second, this.third)));

	private static Attempt attempt(long id) {
		return TestAttempts.of(id, new byte[0]);
	}

	@Test
	void interruptHitsTheAttemptThatRunsAndNoOther() {
		assertThat(this.run.next()).isSameAs(this.first);
		assertThat(this.run.cancel(1)).isEqualTo(Cancellation.INTERRUPTED);
		assertThat(this.run.endCurrent()).isTrue();
		assertThat(this.run.cancel(1)).isEqualTo(Cancellation.TOO_LATE);
		assertThat(this.run.next()).isSameAs(this.second);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void attemptThatIsCancelledInTimeIsNotBegun() {
		this.run.next();
		assertThat(this.run.cancel(2)).isEqualTo(Cancellation.SKIPPED);
		this.run.endCurrent();
		assertThat(this.run.next()).isSameAs(this.third);
		assertThat(this.run.isEmpty()).isFalse();
		this.run.endCurrent();
		assertThat(this.run.next()).isNull();
		assertThat(this.run.isEmpty()).isTrue();
	}

	@Test
	void givenUpAttemptTakesThoseBehindItAlong() {
		this.run.next();
		this.run.endCurrent();
		this.run.next();
		assertThat(this.run.giveUp(1)).isEmpty();
		assertThat(this.run.giveUp(2)).containsExactly(this.second, this.third);
		assertThat(this.run.giveUp(2)).isEmpty();
		assertThat(this.run.endCurrent()).isFalse();
		assertThat(this.run.next()).isNull();
	}

	@Test
	void deadThreadLeavesWhatItHasNotEnded() {
		this.run.next();
		assertThat(this.run.takeUnfinished()).containsExactly(this.first, this.second, this.third);
	}

}
