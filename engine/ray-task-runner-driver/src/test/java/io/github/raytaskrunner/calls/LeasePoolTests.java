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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Crashed;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptEvent.Returned;
import io.github.raytaskrunner.attempt.AttemptEvent.Started;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.wire.ResultFrame;
import io.github.raytaskrunner.wire.ResultFrame.Entry;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LeasePool}.
 */
class LeasePoolTests {

	private static final long TERM = TimeUnit.SECONDS.toNanos(2);

	private static final byte[] VALUE = { 1 };

	private static final Resources OTHER = new Resources(Map.of("GPU", 1.0));

	private final List<Lease> requested = new ArrayList<>();

	private final List<Long> large = new ArrayList<>();

	private final LeasePool pool = pool(Duration.ofNanos(TERM));

	private LeasePool pool(Duration term) {
		return new LeasePool(term, this.requested::add, (lease, finished) -> this.large.add(finished.attempt()));
	}

	@Test
	void leaseServesCallsOneAfterAnother() {
		run(1, 2);
		run(3);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		assertThat(worker.takeRun()).containsExactly(1L, 2L);
		assertThat(worker.finished(1)).containsExactly(finished(1));
		assertThat(worker.messages).isEmpty();
		assertThat(worker.finished(2)).containsExactly(finished(2));
		assertThat(worker.takeRun()).containsExactly(3L);
	}

	@Test
	void asManyLeasesAreRequestedAsCallsWait() {
		run(1);
		run(2);
		run(3);
		assertThat(this.requested).hasSize(3);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.finished(1);
		worker.finished(2);
		worker.finished(3);
		run(4);
		run(5);
		// one was idle, and two are on their way
		assertThat(this.requested).hasSize(3);
		assertThat(worker.takeRun()).containsExactly(1L);
	}

	@Test
	void idleLeaseTakesTheNextCallAtOnce() {
		Worker worker = idleWorker();
		run(2);
		assertThat(worker.takeRun()).containsExactly(2L);
		assertThat(this.requested).hasSize(1);
	}

	@Test
	void idleLeaseEndsSoon() {
		Worker worker = idleWorker();
		this.pool.endIdle(TimeUnit.MILLISECONDS.toNanos(49));
		assertThat(worker.messages).isEmpty();
		this.pool.endIdle(TimeUnit.MILLISECONDS.toNanos(50));
		assertThat(worker.messages).containsExactly(new ToWorker.End());
		run(2);
		assertThat(this.requested).hasSize(2);
	}

	@Test
	void idleLeaseEndsAtOnceForACallThatItDoesNotServe() {
		Worker worker = idleWorker();
		this.pool.run(call(OTHER, Set.of(), 2));
		assertThat(worker.messages).containsExactly(new ToWorker.End());
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
		assertThat(worker.messages).containsExactly(new ToWorker.End());
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
		assertThat(worker.messages).containsExactly(new ToWorker.End());
		assertThat(this.requested).hasSize(3);
		Worker other = new Worker();
		other.ready(this.requested.get(1));
		assertThat(other.takeRun()).containsExactly(3L);
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
	void leaseWithValuesServesWhoReadsSomeOfThem() {
		this.pool.run(call(Resources.DEFAULT, Set.of(100L, 101L), 1));
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.takeRun();
		worker.finished(1);
		this.pool.run(call(Resources.DEFAULT, Set.of(101L), 2));
		assertThat(worker.takeRun()).containsExactly(2L);
		worker.finished(2);
		this.pool.run(call(Resources.DEFAULT, Set.of(102L), 3));
		assertThat(worker.messages).containsExactly(new ToWorker.End());
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
		assertThat(this.pool.unheard(true)).containsExactly(this.requested.get(1));
	}

	@Test
	void cancelReachesTheWorkerThatHasTheAttempt() {
		run(1, 2);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.takeRun();
		assertThat(this.pool.cancel(2)).isEmpty();
		assertThat(worker.messages).containsExactly(new ToWorker.Cancel(2));
		assertThat(this.pool.cancel(9)).isEmpty();
	}

	@Test
	void cancelledAttemptThatWaitsIsNotSent() {
		run(1, 2);
		run(3);
		assertThat(this.pool.cancel(2)).singleElement().isInstanceOf(Crashed.class);
		assertThat(this.pool.cancel(3)).singleElement().isInstanceOf(Crashed.class);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		assertThat(worker.takeRun()).containsExactly(1L);
		worker.finished(1);
		assertThat(worker.messages).isEmpty();
	}

	@Test
	void callThatWaitsIsTakenBack() {
		run(1, 2);
		assertThat(this.pool.takeBack(2)).containsExactly(new Returned(1), new Returned(2));
		assertThat(this.pool.takeBack(2)).isEmpty();
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		assertThat(worker.messages).isEmpty();
	}

	@Test
	void workerIsAskedToGiveBackAndGoesOnWithAnotherCall() {
		run(1, 2);
		run(3);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.takeRun();
		assertThat(this.pool.takeBack(1)).isEmpty();
		assertThat(worker.messages).containsExactly(new ToWorker.TakeBack(1));
		worker.messages.clear();
		assertThat(worker.tell(new Returned(2))).containsExactly(new Returned(2));
		worker.finished(1);
		assertThat(worker.takeRun()).containsExactly(3L);
	}

	@Test
	void leaseThatComesLateIsEnded() {
		run(1);
		this.pool.failed(this.requested.get(0));
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		assertThat(worker.messages).containsExactly(new ToWorker.End());
	}

	@Test
	void withoutATermEachCallComesWithItsLease() {
		LeasePool direct = pool(Duration.ZERO);
		OpenCall call = call(Resources.DEFAULT, Set.of(), 1);
		direct.run(call);
		assertThat(this.requested).singleElement().extracting(Lease::call).isSameAs(call);
		direct.cancel(1);
		Worker worker = new Worker();
		direct.received(worker, List.of(new ToDriver.Ready(this.requested.get(0).id())), 0);
		assertThat(worker.messages).containsExactly(new ToWorker.Cancel(1));
		direct.received(worker, List.of(new ToDriver.Event(finished(1))), 0);
		assertThat(direct.unheard(true)).isEmpty();
	}

	@Test
	void callsComeWithTheirLeasesOnceWorkersCannotConnect() {
		run(1);
		run(2);
		assertThat(this.pool.returned(this.requested.get(0),
				frame(new Entry(0, ResultFrame.Status.UNREACHABLE, ByteBuffer.allocate(0)))))
			.isEmpty();
		assertThat(this.requested).hasSize(4);
		assertThat(this.requested.get(2).call()).isNotNull();
		assertThat(this.requested.get(3).call()).isNotNull();
		assertThat(this.pool.returned(this.requested.get(2), frame(Entry.of(1, value())))).hasSize(1);
		run(3);
		assertThat(this.requested.get(4).call()).isNotNull();
	}

	private Worker idleWorker() {
		run(1);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.takeRun();
		worker.finished(1);
		return worker;
	}

	private void run(long... attempts) {
		this.pool.run(call(Resources.DEFAULT, Set.of(), attempts));
	}

	private static OpenCall call(Resources resources, Set<Long> values, long... ids) {
		List<Attempt> attempts = Arrays.stream(ids).mapToObj((id) -> TestAttempts.of(id, new byte[0])).toList();
		return new OpenCall(new Call("test", resources, attempts), new LeaseKey(resources, values), Map.of());
	}

	private static Finished finished(long attempt) {
		return new Finished(attempt, value(), 0);
	}

	private static AttemptResult value() {
		return new AttemptResult(false, 1, VALUE);
	}

	private static ResultFrame frame(Entry... entries) {
		return ResultFrame.of(ResultFrame.toBytes(List.of(entries)));
	}

	private final class Worker implements ConnectedWorker {

		private final List<ToWorker> messages = new ArrayList<>();

		private long now;

		private void ready(Lease lease) {
			LeasePoolTests.this.pool.received(this, List.of(new ToDriver.Ready(lease.id())), this.now);
		}

		private List<AttemptEvent> finished(long attempt) {
			return tell(LeasePoolTests.finished(attempt));
		}

		private List<AttemptEvent> tell(AttemptEvent event) {
			return LeasePoolTests.this.pool.received(this, List.of(new ToDriver.Event(event)), this.now);
		}

		private List<Long> takeRun() {
			ToWorker.Run run = (ToWorker.Run) this.messages.remove(0);
			return run.batch().attempts().stream().map(Attempt::id).toList();
		}

		@Override
		public void send(ToWorker message) {
			this.messages.add(message);
		}

		@Override
		public boolean isOpen() {
			return true;
		}

	}

}
