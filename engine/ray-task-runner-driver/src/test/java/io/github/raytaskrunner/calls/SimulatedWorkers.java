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
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.wire.CallFrame;
import org.jspecify.annotations.Nullable;

/**
 * Workers that speak the protocol and do nothing but wait: one thread for all of them,
 * each with a connection of its own, by which it serves one lease after another.
 */
final class SimulatedWorkers implements Closeable {

	private final Selector selector = Selector.open();

	private final Queue<CallFrame> requested = new ConcurrentLinkedQueue<>();

	private final Deque<SimulatedWorker> idle = new ArrayDeque<>();

	private final PriorityQueue<SimulatedWorker> busy = new PriorityQueue<>();

	private final AtomicInteger leases = new AtomicInteger();

	private final int limit;

	private final long taskNanos;

	private int started;

	private volatile boolean closed;

	/**
	 * Begin to wait for leases.
	 * @param limit how many workers there are at most
	 * @param task how long each attempt takes
	 */
	SimulatedWorkers(int limit, Duration task) throws IOException {
		this.limit = limit;
		this.taskNanos = task.toNanos();
		Thread thread = new Thread(this::run, "simulated-workers");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Let a worker serve a lease as soon as there is one.
	 * @param lease the call of Ray that is the lease
	 */
	void begin(CallFrame lease) {
		this.requested.add(lease);
		this.selector.wakeup();
	}

	/**
	 * Return the number of leases that workers have begun to serve.
	 */
	int leases() {
		return this.leases.get();
	}

	private void run() {
		try {
			while (!this.closed) {
				select();
				for (SimulatedWorker worker = this.busy.peek(); worker != null
						&& worker.isDue(System.nanoTime()); worker = this.busy.peek()) {
					this.busy.remove();
					worker.finish();
				}
				for (SimulatedWorker worker = nextIdle(); worker != null; worker = nextIdle()) {
					begin(worker, this.requested.remove());
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("The workers died", ex);
		}
	}

	private void select() throws IOException {
		SimulatedWorker next = this.busy.peek();
		if (next == null) {
			this.selector.select(this::read);
			return;
		}
		long millis = TimeUnit.NANOSECONDS.toMillis(next.end() - System.nanoTime());
		if (millis > 0) {
			this.selector.select(this::read, millis);
		}
		else {
			this.selector.selectNow(this::read);
		}
	}

	private void read(SelectionKey key) {
		SimulatedWorker worker = (SimulatedWorker) key.attachment();
		try {
			if (!worker.read()) {
				this.idle.add(worker);
			}
			else if (worker.isBusy()) {
				work(worker);
			}
		}
		catch (IOException ex) {
			key.cancel();
		}
	}

	private void work(SimulatedWorker worker) throws IOException {
		if (this.taskNanos == 0) {
			worker.finish();
		}
		else {
			worker.endAt(System.nanoTime() + worker.attempts() * this.taskNanos);
			this.busy.add(worker);
		}
	}

	/**
	 * Return a worker for the next lease, or {@code null} if there is none, or no lease.
	 */
	private @Nullable SimulatedWorker nextIdle() throws IOException {
		CallFrame lease = this.requested.peek();
		if (lease == null) {
			return null;
		}
		if (this.idle.isEmpty() && this.started < this.limit) {
			this.started++;
			return SimulatedWorker.connect(lease.driver(), this.selector);
		}
		return this.idle.poll();
	}

	private void begin(SimulatedWorker worker, CallFrame lease) throws IOException {
		this.leases.incrementAndGet();
		worker.begin(lease);
		if (worker.isBusy()) {
			work(worker);
		}
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		for (SelectionKey key : this.selector.keys()) {
			key.channel().close();
		}
		this.selector.wakeup();
	}

}
