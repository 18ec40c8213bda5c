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

package io.github.raytaskrunner.scheduling;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.settings.TaskSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link AttemptsInFlight}: which calls are overdue while slots are free.
 */
class AttemptsInFlightTests {

	private static final long EXPECTED = Duration.ofMillis(20).toNanos();

	private static final long LATE = Duration.ofMillis(26).toNanos();

	private final AttemptsInFlight inFlight = new AttemptsInFlight(100);

	@BeforeEach
	void open() {
		this.inFlight.open(2);
	}

	private CallInFlight call(long... ids) {
		CallInFlight call = new CallInFlight(Resources.DEFAULT, LongStream.of(ids).boxed().toList(), EXPECTED, 0);
		this.inFlight.add(call);
		LongStream.of(ids).forEach((id) -> this.inFlight.add(new AttemptInFlight(task(), id, call)));
		return call;
	}

	private static Task task() {
		return new Task(new TaskSpec("name", "name", "key", Resources.DEFAULT, null, 3, null, null, null, 0),
				new byte[0], List.of());
	}

	private List<CallInFlight> overdue(long now) {
		return this.inFlight.overdue(now, (shape) -> true);
	}

	@Test
	void callThatTakesLongerThanExpectedIsOverdueFromItsFirstSignOfLife() {
		CallInFlight call = call(1, 2);
		assertThat(overdue(LATE)).isEmpty();
		call.advanced(1000);
		call.advanced(LATE);
		assertThat(overdue(1000 + EXPECTED)).isEmpty();
		assertThat(overdue(1000 + LATE)).containsExactly(call);
	}

	@Test
	void callWhoseLastAttemptRunsHasNothingToGiveBack() {
		CallInFlight call = call(1, 2);
		call.advanced(0);
		this.inFlight.end(1);
		assertThat(overdue(LATE)).isEmpty();
		assertThat(this.inFlight.packedCalls()).isOne();
		this.inFlight.end(2);
		assertThat(this.inFlight.packedCalls()).isZero();
	}

	@Test
	void callsWithoutCpuThatWaitLendNoSlots() {
		Resources none = new Resources(Map.of("CPU", 0.0), "", null);
		this.inFlight.lend(0, 50);
		assertThat(this.inFlight.slots(Resources.DEFAULT)).isEqualTo(2);
		assertThat(this.inFlight.slots(none)).isEqualTo(150);
		this.inFlight.lend(1, 0);
		assertThat(this.inFlight.slots(Resources.DEFAULT)).isEqualTo(3);
		assertThat(this.inFlight.slots(none)).isEqualTo(150);
	}

	@Test
	void callIsTakenBackOnce() {
		CallInFlight call = call(1, 2, 3);
		call.advanced(0);
		call.takenBack();
		assertThat(overdue(LATE)).isEmpty();
	}

	@Test
	void nothingIsOverdueWithoutASlotForIt() {
		call(1, 2).advanced(0);
		call(3);
		assertThat(overdue(LATE)).isEmpty();
		this.inFlight.end(3);
		assertThat(overdue(LATE)).hasSize(1);
		assertThat(this.inFlight.overdue(LATE, (shape) -> false)).isEmpty();
		this.inFlight.halt();
		assertThat(this.inFlight.packedCalls()).isZero();
		assertThat(overdue(LATE)).isEmpty();
	}

}
