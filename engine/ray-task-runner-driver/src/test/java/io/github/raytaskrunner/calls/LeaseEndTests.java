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

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Crashed;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptEvent.Returned;
import io.github.raytaskrunner.attempt.AttemptEvent.Started;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.wire.Batch;
import io.github.raytaskrunner.wire.ResultFrame.Entry;
import io.github.raytaskrunner.wire.ToWorker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of how leases of a {@link LeasePool} end.
 */
class LeaseEndTests extends LeasePoolFixture {

	@Test
	void lastIdleLeaseIsKeptForWhoSubmitsNowAndThen() {
		Worker worker = idleWorker();
		this.pool.endIdle(TimeUnit.MILLISECONDS.toNanos(499));
		assertThat(worker.messages).isEmpty();
		this.pool.endIdle(TimeUnit.MILLISECONDS.toNanos(500));
		assertThat(worker.messages).singleElement().isInstanceOf(ToWorker.End.class);
		run(2);
		assertThat(this.requested).hasSize(2);
	}

	@Test
	void otherIdleLeasesEndSoon() {
		Worker other = busyWorker(1);
		run(2);
		Worker last = new Worker();
		last.ready(this.requested.get(1));
		last.takeRun();
		other.finished(1);
		last.finished(2);
		this.pool.endIdle(TimeUnit.MILLISECONDS.toNanos(49));
		assertThat(other.messages).isEmpty();
		this.pool.endIdle(TimeUnit.MILLISECONDS.toNanos(50));
		assertThat(other.messages).singleElement().isInstanceOf(ToWorker.End.class);
		assertThat(last.messages).isEmpty();
	}

	@Test
	void idleLeaseEndsAtOnceForACallThatItDoesNotServe() {
		Worker worker = idleWorker();
		this.pool.run(call(OTHER, Set.of(), 2));
		assertThat(worker.messages).singleElement().isInstanceOf(ToWorker.End.class);
		assertThat(this.requested.get(1).key().resources()).isEqualTo(OTHER);
	}

	@Test
	void busyLeaseGivesWayToAnotherShapeAfterItsCalls() {
		run(1);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.takeRun();
		this.pool.run(call(OTHER, Set.of(), 2));
		worker.finished(1);
		assertThat(worker.messages).singleElement().isInstanceOf(ToWorker.End.class);
	}

	@Test
	void leaseEndsAfterItsTermThoughCallsWait() {
		run(1);
		run(2);
		run(3);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.takeRun();
		worker.now = TERM - 1;
		worker.finished(1);
		assertThat(worker.takeRun()).containsExactly(2L);
		worker.now = TERM;
		worker.finished(2);
		assertThat(worker.messages).singleElement().isInstanceOf(ToWorker.End.class);
		assertThat(this.requested).hasSize(3);
	}

	@Test
	void anotherLeaseIsRequestedWhenTheLastEndsAfterItsTerm() {
		run(1);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.takeRun();
		run(2);
		new Worker().ready(this.requested.get(1));
		run(3);
		run(4);
		this.pool.takeBack(3);
		worker.now = TERM;
		worker.finished(1);
		assertThat(this.requested).hasSize(4);
	}

	@Test
	void onlyTheAttemptThatStartedDiesWithItsWorker() {
		run(1, 2, 3, 4);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.finished(1);
		worker.tell(new Started(2));
		this.pool.ended(worker);
		LostCall lost = this.pool.failed(this.requested.get(0));
		assertThat(lost).isNotNull();
		assertThat(lost.crashed()).containsExactly(2L);
		assertThat(lost.returned()).containsExactly(new Returned(3), new Returned(4));
		assertThat(this.pool.failed(this.requested.get(0))).isNull();
	}

	@Test
	void whateverMayHaveBegunWithoutBeingToldDiesWithTheWorker() {
		run(LongStream.rangeClosed(1, 2 * Batch.MAX_UNTOLD).toArray());
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.finished(1);
		this.pool.ended(worker);
		LostCall lost = this.pool.failed(this.requested.get(0));
		assertThat(lost).isNotNull();
		assertThat(lost.crashed()).hasSize(Batch.MAX_UNTOLD).startsWith(2L);
		assertThat(lost.returned()).hasSize(Batch.MAX_UNTOLD - 1).startsWith(new Returned(Batch.MAX_UNTOLD + 2));
	}

	@Test
	void largeValueDiesWithItsWorkerToo() {
		run(1, 2, 3);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.tell(new Finished(1, new AttemptResult(false, 1 << 20, null), 0));
		worker.tell(new Started(2));
		assertThat(this.pool.unservedLeases()).isEmpty();
		this.pool.ended(worker);
		assertThat(this.pool.unservedLeases()).containsExactly(this.requested.get(0));
		LostCall lost = this.pool.failed(this.requested.get(0));
		assertThat(lost).isNotNull();
		assertThat(lost.crashed()).containsExactly(1L, 2L);
		assertThat(lost.returned()).containsExactly(new Returned(3));
	}

	@Test
	void endOfALeaseThatNobodyWaitsForBlamesNoCall() {
		Worker worker = busyWorker(1);
		run(2);
		worker.finished(1);
		run(3);
		assertThat(this.requested).hasSize(2);
		run(4);
		assertThat(this.requested).hasSize(3);
		assertThat(this.pool.failed(this.requested.get(1))).isNotNull();
	}

	@Test
	void callWhoseLeaseNeverCameCrashes() {
		run(1, 2);
		LostCall lost = this.pool.failed(this.requested.get(0));
		assertThat(lost).isNotNull();
		assertThat(lost.crashed()).containsExactly(1L, 2L);
		assertThat(lost.returned()).isEmpty();
	}

	@Test
	void attemptsOfAWorkerThatWasNotHeardAreTakenFromWhatItReturned() {
		run(1, 2, 3, 4);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.finished(1);
		this.pool.ended(worker);
		List<AttemptEvent> events = this.pool.returned(this.requested.get(0),
				frame(Entry.of(1, value()), Entry.of(2, value()), Entry.notRun(3, "no class")));
		assertThat(events).hasSize(3);
		assertThat(events.get(0)).isInstanceOf(Finished.class).extracting(AttemptEvent::attempt).isEqualTo(2L);
		assertThat(events.get(1)).isInstanceOfSatisfying(Crashed.class,
				(crashed) -> assertThat(crashed.reason()).contains("no class"));
		assertThat(events.get(2)).isEqualTo(new Returned(4));
	}

	@Test
	void lateMessageOfAWorkerIsTakenOnce() {
		run(1);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		this.pool.ended(worker);
		assertThat(this.pool.returned(this.requested.get(0), frame(Entry.of(1, value())))).hasSize(1);
		assertThat(worker.finished(1)).isEmpty();
	}

	@Test
	void largeResultEndsTheLeaseAndIsToldLater() {
		run(1, 2);
		run(3);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.takeRun();
		assertThat(worker.tell(new Finished(1, new AttemptResult(false, 1 << 20, null), 0))).isEmpty();
		assertThat(worker.finished(2)).hasSize(1);
		assertThat(this.large).containsExactly(1L);
		assertThat(worker.messages).isEmpty();
		assertThat(this.pool.end(this.requested.get(0), 1)).isTrue();
		assertThat(this.pool.end(this.requested.get(0), 1)).isFalse();
		assertThat(this.pool.leases()).containsExactly(this.requested.get(1));
	}

	@Test
	void workerThatRunsAnotherLeaseStillTellsOfTheLargeValueOfTheOneBefore() {
		run(1, 2);
		run(3);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.tell(new Finished(1, new AttemptResult(false, 1 << 20, null), 0));
		worker.finished(2);
		worker.ready(this.requested.get(1));
		assertThat(this.pool.unservedLeases()).isEmpty();
		this.pool.ended(worker);
		assertThat(this.pool.unservedLeases()).containsExactlyElementsOf(this.requested);
	}

	@Test
	void onlyRayKnowsWhatAWorkerHasNotToldThatRunsAnotherLease() {
		run(1, 2);
		run(3);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.tell(new Finished(1, new AttemptResult(false, 1 << 20, null), 0));
		worker.ready(this.requested.get(1));
		assertThat(this.pool.unservedLeases()).containsExactly(this.requested.get(0));
	}

	@Test
	void leaseThatComesLateIsEnded() {
		run(1);
		this.pool.failed(this.requested.get(0));
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		assertThat(worker.messages).singleElement().isInstanceOf(ToWorker.End.class);
	}

	@Test
	void leasesEndWithTheirPool() {
		run(1, 2);
		run(3);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.takeRun();
		assertThat(this.pool.close()).containsExactlyElementsOf(this.requested);
		assertThat(worker.messages).containsExactly(new ToWorker.Cancel(1), new ToWorker.Cancel(2),
				new ToWorker.End(this.requested.get(0).id()));
		Worker late = new Worker();
		late.ready(this.requested.get(1));
		assertThat(late.messages).containsExactly(new ToWorker.End(this.requested.get(1).id()));
	}

}
