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

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.wire.CallFrame;
import io.github.raytaskrunner.wire.ToDriver;

/**
 * What a driver has for its workers, under the load of an application: a
 * {@link LeasePool} and a {@link WorkerServer}, and always as many calls as an
 * application has in flight. Nothing of it is Ray. Safe for use by several threads.
 */
public final class LoadedDriver implements Closeable {

	private static final Duration TERM = Duration.ofSeconds(2);

	/**
	 * About what a small lambda takes.
	 */
	private static final byte[] TASK = new byte[150];

	private final ExecutorService requests = Executors
		.newSingleThreadExecutor(new NamedThreadFactory("ray-driver-leases"));

	private final BitSet ended = new BitSet();

	private final int inFlight;

	private final WorkerServer server;

	private final LeasePool pool;

	private int submitted;

	private int wanted;

	private int endedCalls;

	/**
	 * Create a driver without anything to do.
	 * @param inFlight how many calls there are at once, of one task each
	 * @param ray asked for each lease: gets the first argument of the call of Ray
	 * @throws IOException if it cannot listen to workers
	 */
	public LoadedDriver(int inFlight, Consumer<byte[]> ray) throws IOException {
		this.inFlight = inFlight;
		this.server = new WorkerServer("127.0.0.1");
		this.pool = new LeasePool(TERM, new LeaseBackend() {

			@Override
			public void request(Lease lease) {
				LoadedDriver.this.requests.execute(() -> ray.accept(frame(lease)));
			}

			@Override
			public void awaitValue(Lease lease, Finished finished) {
				throw new IllegalStateException("The values are small");
			}

			@Override
			public void awaitEnd(Lease lease) {
				LoadedDriver.this.requests.execute(() -> LoadedDriver.this.pool.passedOn(lease));
			}

		});
		this.server.start(new WorkerServer.Listener() {

			@Override
			public void received(WorkerConnection worker, List<ToDriver> messages) {
				goOn(LoadedDriver.this.pool.received(worker, messages, System.nanoTime()));
			}

			@Override
			public void ended(WorkerConnection worker) {
				LoadedDriver.this.pool.ended(worker);
			}

		});
	}

	private byte[] frame(Lease lease) {
		return new CallFrame(lease.kind(), this.server.address(), lease.id(), lease.batch(), Map.of()).toBytes();
	}

	/**
	 * Begin to run calls, of which only so many are in flight at once. Those of before
	 * have ended.
	 * @param calls how many
	 */
	public void run(int calls) {
		int first;
		int last;
		synchronized (this) {
			first = this.submitted + 1;
			last = this.submitted + Math.min(calls, this.inFlight);
			this.submitted = last;
			this.wanted += calls;
		}
		IntStream.rangeClosed(first, last).forEach(this::submit);
	}

	private void goOn(List<AttemptEvent> events) {
		for (AttemptEvent event : events) {
			int next = ended((Finished) event);
			if (next > 0) {
				submit(next);
			}
		}
	}

	/**
	 * Note that a call has ended.
	 * @return the number of the next one, or 0 if there is none
	 */
	private synchronized int ended(Finished event) {
		int number = Math.toIntExact(event.attempt());
		if (this.ended.get(number)) {
			throw new IllegalStateException("Call " + number + " has ended twice");
		}
		this.ended.set(number);
		this.endedCalls++;
		if (this.endedCalls == this.wanted) {
			notifyAll();
		}
		return (this.submitted < this.wanted) ? ++this.submitted : 0;
	}

	private void submit(int number) {
		Attempt attempt = new Attempt(number, "task", "key", 1, TASK, List.of());
		this.pool.run(new OpenCall(new Call("test", Resources.DEFAULT, List.of(attempt)),
				new LeaseKey(Resources.DEFAULT, Set.of()), Map.of()));
	}

	/**
	 * Wait until all calls have ended.
	 * @param limit longest time to wait
	 * @return how many have
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public synchronized int await(Duration limit) throws InterruptedException {
		long end = System.nanoTime() + limit.toNanos();
		for (long left = limit.toNanos(); left > 0 && this.endedCalls < this.wanted; left = end - System.nanoTime()) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
		return this.endedCalls;
	}

	@Override
	public void close() {
		this.server.close();
		this.requests.shutdownNow();
	}

}
