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
import java.util.List;
import java.util.Set;

import io.github.raytaskrunner.attempt.AttemptEvent.Crashed;
import io.github.raytaskrunner.attempt.AttemptEvent.Returned;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.wire.CallFrame.Kind;
import io.github.raytaskrunner.wire.ResultFrame;
import io.github.raytaskrunner.wire.ResultFrame.Entry;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of which lease a {@link LeasePool} lets serve a call.
 */
class LeasePoolTests extends LeasePoolFixture {

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
		assertThat(worker.messages).singleElement().isInstanceOf(ToWorker.End.class);
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
		Worker worker = busyWorker(1);
		run(2, 3);
		run(4);
		assertThat(this.pool.cancel(3)).singleElement().isInstanceOf(Crashed.class);
		assertThat(this.pool.cancel(4)).singleElement().isInstanceOf(Crashed.class);
		worker.finished(1);
		assertThat(worker.takeRun()).containsExactly(2L);
		worker.finished(2);
		assertThat(worker.messages).isEmpty();
	}

	@Test
	void callThatWaitsIsTakenBack() {
		Worker worker = busyWorker(1);
		run(2, 3);
		assertThat(this.pool.takeBack(3)).containsExactly(new Returned(2), new Returned(3));
		assertThat(this.pool.takeBack(3)).isEmpty();
		worker.finished(1);
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
		assertThat(direct.leases()).isEmpty();
	}

	@Test
	void callsComeWithTheirLeasesOnceWorkersCannotConnect() {
		ResultFrame unreachable = frame(new Entry(0, ResultFrame.Status.UNREACHABLE, ByteBuffer.allocate(0)));
		run(1);
		assertThat(this.pool.returned(this.requested.get(0), unreachable)).containsExactly(new Returned(1));
		run(2);
		run(3);
		assertThat(this.pool.returned(this.requested.get(1), unreachable)).containsExactly(new Returned(2));
		assertThat(this.pool.returned(this.requested.get(2), unreachable)).isEmpty();
		assertThat(this.requested.get(3).kind()).isEqualTo(Kind.RUN);
		assertThat(this.pool.returned(this.requested.get(3), frame(Entry.of(3, value())))).hasSize(1);
		run(4);
		assertThat(this.requested.get(4).kind()).isEqualTo(Kind.RUN);
		new Worker().ready(this.requested.get(4));
		run(5);
		assertThat(this.requested.get(5).kind()).isEqualTo(Kind.LEASE);
	}

	@Test
	void firstCallComesWithItsLeaseWhichGoesOn() {
		run(1);
		assertThat(this.requested.get(0).batch().attempts()).hasSize(1);
		run(2);
		assertThat(this.requested.get(1).batch().attempts()).isEmpty();
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		assertThat(worker.takeRun()).containsExactly(1L);
		worker.finished(1);
		assertThat(worker.takeRun()).containsExactly(2L);
	}

}
