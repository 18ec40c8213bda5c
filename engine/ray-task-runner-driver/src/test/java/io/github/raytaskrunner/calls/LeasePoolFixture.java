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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.wire.ResultFrame;
import io.github.raytaskrunner.wire.ResultFrame.Entry;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;

/**
 * A {@link LeasePool} with workers that say what a test wants them to.
 */
abstract class LeasePoolFixture {

	static final long TERM = TimeUnit.SECONDS.toNanos(2);

	private static final byte[] VALUE = { 1 };

	static final Resources OTHER = new Resources(Map.of("GPU", 1.0));

	final List<Lease> requested = new ArrayList<>();

	final List<Long> large = new ArrayList<>();

	final List<Lease> passedOn = new ArrayList<>();

	final LeasePool pool = pool(Duration.ofNanos(TERM));

	final LeasePool pool(Duration term) {
		return new LeasePool(term, new LeaseBackend() {

			@Override
			public void request(Lease lease) {
				LeasePoolFixture.this.requested.add(lease);
			}

			@Override
			public void awaitValue(Lease lease, Finished finished) {
				LeasePoolFixture.this.large.add(finished.attempt());
			}

			@Override
			public void awaitEnd(Lease lease) {
				LeasePoolFixture.this.passedOn.add(lease);
			}

		});
	}

	final Worker busyWorker(long attempt) {
		run(attempt);
		Worker worker = new Worker();
		worker.ready(this.requested.get(0));
		worker.takeRun();
		return worker;
	}

	final Worker idleWorker() {
		Worker worker = busyWorker(1);
		worker.finished(1);
		return worker;
	}

	final void run(long... attempts) {
		this.pool.run(call(Resources.DEFAULT, Set.of(), attempts));
	}

	static OpenCall call(Resources resources, Set<Long> values, long... ids) {
		List<Attempt> attempts = Arrays.stream(ids).mapToObj((id) -> TestAttempts.of(id, new byte[0])).toList();
		return new OpenCall(new Call("test", resources, attempts), new LeaseKey(resources, values), Map.of());
	}

	static Finished finished(long attempt) {
		return new Finished(attempt, value(), 0);
	}

	static AttemptResult value() {
		return new AttemptResult(false, 1, VALUE);
	}

	static ResultFrame frame(Entry... entries) {
		return ResultFrame.of(ResultFrame.toBytes(List.of(entries)));
	}

	final class Worker implements ConnectedWorker {

		final List<ToWorker> messages = new ArrayList<>();

		long now;

		/**
		 * Begin a lease, and take what came with it as if it had been sent.
		 */
		void ready(Lease lease) {
			if (lease.bringsCall() && lease.state() == Lease.State.REQUESTED) {
				this.messages.add(new ToWorker.Run(lease.id(), lease.batch()));
			}
			LeasePoolFixture.this.pool.received(this, List.of(new ToDriver.Ready(lease.id())), this.now);
		}

		List<AttemptEvent> finished(long attempt) {
			return tell(LeasePoolFixture.finished(attempt));
		}

		List<AttemptEvent> tell(AttemptEvent event) {
			return LeasePoolFixture.this.pool.received(this, List.of(new ToDriver.Event(event)), this.now);
		}

		List<Long> takeRun() {
			ToWorker.Run run = (ToWorker.Run) this.messages.remove(0);
			return run.batch().attempts().stream().map(Attempt::id).toList();
		}

		@Override
		public void send(ToWorker message) {
			this.messages.add(message);
		}

		@Override
		public void whenAlive(Runnable action) {
			action.run();
		}

	}

}
