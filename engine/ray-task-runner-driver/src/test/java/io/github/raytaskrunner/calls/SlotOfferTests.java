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

package io.github.raytaskrunner.calls;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the slot that a {@link LeasePool} with all slots leaves to other applications,
 * though it waits for one itself.
 */
class SlotOfferTests extends LeasePoolFixture {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final Worker first = new Worker();

	private final Worker other = new Worker();

	/**
	 * Let a lease be busy for a while, and a call wait for another one.
	 */
	@BeforeEach
	void offerSlot() {
		this.pool.setCpus(1);
		run(1);
		this.first.ready(this.requested.get(0));
		this.first.takeRun();
		run(2);
		this.first.now = SECOND;
		this.other.now = SECOND;
		this.first.finished(1);
	}

	@Test
	void nextLeaseThatComesIsPassedOn() {
		this.other.ready(this.requested.get(1));
		assertThat(this.other.messages).containsExactly(new ToWorker.End(this.requested.get(1).id()));
		assertThat(this.passedOn).containsExactly(this.requested.get(1));
	}

	@Test
	void allLeasesArePassedOnThatWereRequestedBefore() {
		this.pool.endIdle(2 * SECOND);
		run(3);
		this.other.now = 2 * SECOND;
		this.other.ready(this.requested.get(1));
		this.other.takeRun();
		run(4);
		run(5);
		this.other.now = 4 * SECOND;
		this.other.finished(2);
		this.other.messages.clear();
		this.other.ready(this.requested.get(2));
		this.pool.passedOn(this.requested.get(2));
		this.other.ready(this.requested.get(3));
		assertThat(this.passedOn).containsExactly(this.requested.get(2), this.requested.get(3));
	}

	@Test
	void leasesAreRequestedOnceRayHasTheSlotBack() {
		this.other.ready(this.requested.get(1));
		run(3);
		assertThat(this.requested).hasSize(2);
		this.pool.passedOn(this.requested.get(1));
		assertThat(this.requested).hasSize(4);
		this.other.messages.clear();
		this.other.ready(this.requested.get(2));
		assertThat(this.other.takeRun()).containsExactly(2L);
	}

	@Test
	void leasesAreRequestedIfTheOneThatWasPassedOnFails() {
		this.other.ready(this.requested.get(1));
		assertThat(this.pool.unservedLeases()).containsExactly(this.requested.get(1));
		assertThat(this.pool.failed(this.requested.get(1))).isNull();
		assertThat(this.requested).hasSize(3);
	}

	@Test
	void slotThatOthersTookIsOfferedNoLonger() {
		run(3);
		this.pool.endIdle(2 * SECOND - 1);
		assertThat(this.requested).hasSize(2);
		this.pool.endIdle(2 * SECOND);
		assertThat(this.requested).hasSize(3);
		this.other.ready(this.requested.get(1));
		assertThat(this.other.takeRun()).containsExactly(2L);
	}

	@Test
	void oneSlotIsOfferedInASecond() {
		this.other.ready(this.requested.get(1));
		this.pool.passedOn(this.requested.get(1));
		this.other.messages.clear();
		this.other.now = 0;
		this.other.ready(this.requested.get(2));
		this.other.takeRun();
		run(3);
		run(4);
		this.other.now = 2 * SECOND - 1;
		this.other.finished(2);
		assertThat(this.other.takeRun()).containsExactly(3L);
		this.other.now = 2 * SECOND;
		this.other.finished(3);
		assertThat(this.other.messages).singleElement().isInstanceOf(ToWorker.End.class);
	}

	@Test
	void whoHasPartOfTheSlotsKeepsIt() {
		LeasePool pool = pool(Duration.ofNanos(TERM));
		pool.setCpus(2);
		pool.run(call(Resources.DEFAULT, Set.of(), 11));
		pool.run(call(Resources.DEFAULT, Set.of(), 12));
		long first = this.requested.get(this.requested.size() - 2).id();
		long second = this.requested.get(this.requested.size() - 1).id();
		pool.received(this.first, List.of(new ToDriver.Ready(first)), 0);
		pool.received(this.first, List.of(new ToDriver.Event(finished(11))), TERM);
		this.first.messages.clear();
		pool.received(this.first, List.of(new ToDriver.Ready(second)), TERM);
		assertThat(this.first.takeRun()).containsExactly(12L);
	}

}
