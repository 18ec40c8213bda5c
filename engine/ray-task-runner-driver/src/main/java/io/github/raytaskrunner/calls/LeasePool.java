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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Crashed;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptEvent.Started;
import io.github.raytaskrunner.calls.Lease.State;
import io.github.raytaskrunner.wire.Batch;
import io.github.raytaskrunner.wire.ResultFrame;
import io.github.raytaskrunner.wire.ResultFrame.Entry;
import io.github.raytaskrunner.wire.ResultFrame.Status;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;
import org.jspecify.annotations.Nullable;

/**
 * Decides which lease serves which call, and when Ray is asked for another one: there are
 * as many as calls, which the application keeps few. A lease that has nothing to do ends
 * soon, at once if its slot is wanted for others, and one that is busy ends after its
 * term, so that other applications get their turn. Where workers cannot be heard, each
 * call travels with a lease of its own, as it does if the term is zero. Neither waits nor
 * calls Ray. Safe for use by several threads.
 */
final class LeasePool {

	private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	/**
	 * Number of leases in a row that may end without a word before workers are given up
	 * as unreachable.
	 */
	private static final int MAX_SILENT = 3;

	private static final String CANCELLED = "it was cancelled before it started";

	private final OpenCalls open = new OpenCalls();

	private final WaitingCalls waiting = new WaitingCalls();

	private final Map<Long, Lease> leases = new LinkedHashMap<>();

	private final Map<WorkerConnection, Lease> serving = new HashMap<>();

	/**
	 * Since when leases are idle, the longest first.
	 */
	private final Map<Lease, Long> idle = new LinkedHashMap<>();

	private final long termNanos;

	private final Consumer<Lease> requester;

	private final BiConsumer<Lease, Finished> largeResults;

	private long leaseIds;

	private boolean direct;

	private int silent;

	/**
	 * Create a new pool.
	 * @param term how long a lease may be busy; zero if each call is to have its own
	 * @param requester asks Ray for a lease, later
	 * @param largeResults told, with the lock, of each end whose value is too large for a
	 * message. The attempt has not ended before {@link #end} says so
	 */
	LeasePool(Duration term, Consumer<Lease> requester, BiConsumer<Lease, Finished> largeResults) {
		this.termNanos = term.toNanos();
		this.direct = term.isZero();
		this.requester = requester;
		this.largeResults = largeResults;
	}

	/**
	 * Run a call as soon as there is a lease for it.
	 */
	synchronized void run(OpenCall call) {
		this.open.add(call);
		if (this.direct) {
			requestFor(call);
			return;
		}
		Lease lease = this.idle.keySet()
			.stream()
			.filter((idle) -> idle.key().serves(call.key()))
			.findFirst()
			.orElse(null);
		if (lease != null) {
			serve(lease, call);
		}
		else {
			this.waiting.add(call);
			requestMissing();
		}
	}

	/**
	 * Take what is to be sent of a call that comes with its lease.
	 */
	synchronized Batch takeBatch(OpenCall call) {
		return call.takeBatch();
	}

	private void requestFor(OpenCall call) {
		Lease lease = new Lease(++this.leaseIds, call.key(), call.name());
		lease.serve(call);
		request(lease);
	}

	private void request(Lease lease) {
		this.leases.put(lease.id(), lease);
		this.requester.accept(lease);
	}

	private void requestMissing() {
		for (OpenCall next : this.waiting.firsts()) {
			long requested = this.leases.values()
				.stream()
				.filter((lease) -> lease.state() == State.REQUESTED && lease.key().equals(next.key()))
				.count();
			for (long i = requested; i < this.waiting.count(next.key()); i++) {
				request(new Lease(++this.leaseIds, next.key(), next.name()));
				// it serves none that waits, and has a slot
				this.idle.keySet().stream().findFirst().ifPresent(this::end);
			}
		}
	}

	private void serve(Lease lease, OpenCall call) {
		this.idle.remove(lease);
		lease.serve(call);
		lease.send(new ToWorker.Run(call.takeBatch()));
	}

	private void end(Lease lease) {
		lease.send(new ToWorker.End());
		over(lease);
	}

	private void over(Lease lease) {
		lease.setState(State.OVER);
		this.leases.remove(lease.id());
		this.idle.remove(lease);
		WorkerConnection worker = lease.worker();
		if (worker != null) {
			this.serving.remove(worker, lease);
		}
	}

	/**
	 * Take messages of a worker.
	 * @return what has happened to attempts
	 */
	synchronized List<AttemptEvent> received(WorkerConnection worker, List<ToDriver> messages, long now) {
		List<AttemptEvent> events = new ArrayList<>(messages.size());
		for (ToDriver message : messages) {
			if (message instanceof ToDriver.Ready ready) {
				ready(worker, ready.lease(), now);
			}
			else if (message instanceof ToDriver.Event event && happened(event.event())) {
				events.add(event.event());
			}
		}
		Lease lease = this.serving.get(worker);
		if (lease != null) {
			goOn(lease, now);
		}
		return events;
	}

	private void ready(WorkerConnection worker, long id, long now) {
		this.silent = 0;
		Lease before = this.serving.remove(worker);
		if (before != null) {
			lost(before);
		}
		Lease lease = this.leases.get(id);
		if (lease == null || lease.state() != State.REQUESTED) {
			worker.send(new ToWorker.End());
			return;
		}
		lease.begin(worker, now);
		this.serving.put(worker, lease);
		OpenCall call = lease.call();
		if (call != null) {
			// it came with the lease, which ends after it
			lease.setState(State.ENDING);
			this.open.toCancel(call).forEach((attempt) -> lease.send(new ToWorker.Cancel(attempt)));
		}
	}

	private boolean happened(AttemptEvent event) {
		OpenCall call = this.open.find(event.attempt());
		if (call == null) {
			return false;
		}
		Lease lease = call.lease();
		if (event instanceof Started) {
			call.start(event.attempt());
			return true;
		}
		if (event instanceof Finished finished && finished.result().value() == null && lease != null) {
			lease.setState(State.ENDING);
			this.largeResults.accept(lease, finished);
			return false;
		}
		return this.open.end(event.attempt());
	}

	private void goOn(Lease lease, long now) {
		OpenCall call = lease.call();
		if (this.idle.containsKey(lease) || (call != null && !call.isOver())) {
			return;
		}
		lease.serve(null);
		boolean over = now - lease.since() >= this.termNanos;
		OpenCall next = (lease.state() == State.SERVING && !over) ? this.waiting.pollFor(lease.key()) : null;
		if (next != null) {
			serve(lease, next);
		}
		else if (lease.state() == State.ENDING) {
			over(lease);
		}
		else if (over || !this.waiting.isEmpty()) {
			end(lease);
			requestMissing();
		}
		else {
			this.idle.put(lease, now);
		}
	}

	/**
	 * Note that an attempt has ended that was told as one with a large result.
	 * @return whether it had not ended before
	 */
	synchronized boolean end(Lease lease, long attempt) {
		boolean ended = this.open.end(attempt);
		OpenCall call = lease.call();
		if (call != null && call.isOver() && lease.state() == State.ENDING) {
			over(lease);
		}
		return ended;
	}

	/**
	 * Note that the connection of a worker has ended.
	 */
	synchronized void ended(WorkerConnection worker) {
		Lease lease = this.serving.remove(worker);
		if (lease != null) {
			lost(lease);
		}
	}

	private void lost(Lease lease) {
		if (lease.call() != null) {
			// Ray knows how that ended
			lease.setState(State.ENDING);
		}
		else {
			over(lease);
		}
	}

	/**
	 * Cancel an attempt.
	 * @return what has happened to it
	 */
	synchronized List<AttemptEvent> cancel(long attempt) {
		OpenCall call = this.open.find(attempt);
		if (call == null) {
			return List.of();
		}
		Lease lease = call.lease();
		if (lease == null) {
			this.open.end(attempt);
			if (call.isOver()) {
				this.waiting.remove(call);
			}
			return List.of(new Crashed(attempt, CANCELLED));
		}
		if (lease.worker() == null) {
			this.open.cancelLater(attempt);
		}
		lease.send(new ToWorker.Cancel(attempt));
		return List.of();
	}

	/**
	 * Take back what has not started of the call of an attempt.
	 * @return what has happened to its attempts
	 */
	synchronized List<AttemptEvent> takeBack(long attempt) {
		OpenCall call = this.open.find(attempt);
		if (call == null) {
			return List.of();
		}
		Lease lease = call.lease();
		if (lease != null) {
			lease.send(new ToWorker.TakeBack(attempt));
			return List.of();
		}
		this.waiting.remove(call);
		return this.open.giveBack(call);
	}

	/**
	 * End the leases that have been idle for long enough.
	 */
	synchronized void endIdle(long now) {
		List<Lease> over = this.idle.entrySet()
			.stream()
			.filter((lease) -> now - lease.getValue() >= IDLE_NANOS)
			.map(Map.Entry::getKey)
			.toList();
		over.forEach(this::end);
	}

	/**
	 * Return the leases of which only Ray knows whether they have ended.
	 * @param all whether to return those as well whose worker would tell
	 */
	synchronized List<Lease> unheard(boolean all) {
		return this.leases.values().stream().filter((lease) -> all || lease.state() != State.SERVING).toList();
	}

	/**
	 * Note what a lease has returned.
	 * @return what is known now about the attempts that it served
	 */
	synchronized List<AttemptEvent> returned(Lease lease, ResultFrame frame) {
		if (lease.state() == State.OVER) {
			return List.of();
		}
		over(lease);
		Map<Long, Entry> entries = frame.entries()
			.stream()
			.collect(Collectors.toMap(Entry::attempt, (entry) -> entry, (first, second) -> first));
		Entry whole = entries.get(0L);
		OpenCall call = lease.call();
		if (call == null && whole != null && whole.status() == Status.NOT_RUN) {
			call = this.waiting.poll(lease.key());
		}
		else if (call == null && lease.worker() == null) {
			this.silent = (whole != null) ? MAX_SILENT : this.silent + 1;
			goDirectIfSilent();
		}
		requestMissing();
		return (call != null) ? this.open.end(call, entries, whole) : List.of();
	}

	private void goDirectIfSilent() {
		if (this.silent >= MAX_SILENT && !this.direct) {
			System.err
				.println("Workers cannot connect to the driver, so each call needs a worker of its own from now on."
						+ " That is many times slower: allow connections to the driver's node");
			this.direct = true;
			this.waiting.removeAll().forEach(this::requestFor);
		}
	}

	/**
	 * Note that a lease has ended without a result, or that Ray did not take it.
	 * @return the call that it served or was to serve, or {@code null} if there is none
	 */
	synchronized @Nullable LostCall failed(Lease lease) {
		if (lease.state() == State.OVER) {
			return null;
		}
		over(lease);
		OpenCall call = lease.call();
		if (call == null) {
			call = this.waiting.poll(lease.key());
		}
		requestMissing();
		if (call == null || call.isOver()) {
			return null;
		}
		// of others than the one that runs, the worker has said nothing but that it came
		List<Long> crashed = (lease.worker() != null) ? List.of(call.running()) : call.unfinished();
		crashed.forEach(this.open::end);
		return new LostCall(call, crashed, this.open.giveBack(call));
	}

}
