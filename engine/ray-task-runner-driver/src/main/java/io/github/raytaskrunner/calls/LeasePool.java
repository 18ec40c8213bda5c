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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptEvent.Started;
import io.github.raytaskrunner.calls.Lease.State;
import io.github.raytaskrunner.wire.CallFrame.Kind;
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
	 * Time after which the lease ends that has become idle last: who submits a task now
	 * and then, or looks at one result before the next task, need not ask Ray each time.
	 */
	private static final long LAST_IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

	private final OpenCalls open = new OpenCalls();

	private final Demand waiting = new Demand();

	private final Withdrawals withdrawals = new Withdrawals(this.open, this.waiting);

	private final LeaseTable leases = new LeaseTable();

	private final long termNanos;

	private final LeaseRequests requests;

	private final SlotOffer offer;

	private final Reachability reachability = new Reachability();

	private final LeaseBackend backend;

	private boolean closed;

	/**
	 * Create a new pool.
	 * @param term how long a lease may be busy; zero if each call is to have its own
	 * @param backend what calls Ray
	 */
	LeasePool(Duration term, LeaseBackend backend) {
		this.termNanos = term.toNanos();
		this.offer = new SlotOffer(this.termNanos);
		this.requests = new LeaseRequests(this.leases, this.waiting, backend::request);
		this.backend = backend;
	}

	/**
	 * Run a call as soon as there is a lease for it.
	 */
	synchronized void run(OpenCall call) {
		this.open.add(call);
		if (this.termNanos == 0 || this.reachability.isLost()) {
			this.requests.requestWith(call, Kind.RUN);
			return;
		}
		Lease lease = this.leases.findIdle(call.key());
		if (lease != null) {
			serve(lease, call);
		}
		else if (this.leases.isEmpty()) {
			// no other can serve it sooner, so it need not wait to be sent
			this.requests.requestWith(call, Kind.LEASE);
		}
		else {
			this.waiting.add(call);
			requestMissing();
		}
	}

	private void requestMissing() {
		if (!this.offer.isOpen()) {
			// these serve none that waits, and have slots
			this.leases.firstIdle(this.requests.requestMissing()).forEach(this::end);
		}
	}

	private void serve(Lease lease, OpenCall call) {
		this.leases.wake(lease);
		lease.serve(call);
		lease.send(new ToWorker.Run(lease.id(), call.takeBatch()));
	}

	private void end(Lease lease) {
		lease.send(new ToWorker.End(lease.id()));
		over(lease);
	}

	private void answered(Lease lease) {
		if (lease.state() == State.REQUESTED && !lease.bringsCall()) {
			this.waiting.answered(lease.key());
		}
	}

	private void over(Lease lease) {
		answered(lease);
		lease.setState(State.OVER);
		this.leases.remove(lease);
		this.offer.ended(lease, this.waiting.isRequested());
	}

	/**
	 * Take messages of a worker.
	 * @return what has happened to attempts
	 */
	synchronized List<AttemptEvent> received(ConnectedWorker worker, List<ToDriver> messages, long now) {
		List<AttemptEvent> events = new ArrayList<>(messages.size());
		for (ToDriver message : messages) {
			if (message instanceof ToDriver.Ready ready) {
				ready(worker, ready.lease(), now);
			}
			else if (message instanceof ToDriver.Event event && happened(event.event())) {
				events.add(event.event());
			}
		}
		Lease lease = this.leases.of(worker);
		if (lease != null) {
			goOn(lease, now);
		}
		return events;
	}

	private void ready(ConnectedWorker worker, long id, long now) {
		this.reachability.heard();
		lost(this.leases.leave(worker));
		Lease lease = this.leases.find(id);
		if (lease == null || lease.state() != State.REQUESTED || this.closed) {
			worker.send(new ToWorker.End(id));
			return;
		}
		answered(lease);
		lease.begin(worker, now);
		if (this.offer.passOn(lease)) {
			lease.setState(State.ENDING);
			lease.send(new ToWorker.End(id));
			this.backend.awaitEnd(lease);
			return;
		}
		this.leases.begin(lease, worker);
		OpenCall call = lease.call();
		if (call != null) {
			if (lease.kind() == Kind.RUN) {
				lease.setState(State.ENDING);
			}
			this.open.toCancel(call).forEach((attempt) -> lease.send(new ToWorker.Cancel(attempt)));
		}
	}

	private boolean happened(AttemptEvent event) {
		OpenCall call = this.open.find(event.attempt());
		if (call == null) {
			return false;
		}
		Lease lease = call.lease();
		if (event instanceof Started || event instanceof AttemptEvent.Progressed) {
			call.start(event.attempt());
			return true;
		}
		if (event instanceof Finished finished && finished.result().value() == null && lease != null) {
			call.endedLarge(event.attempt());
			lease.setState(State.ENDING);
			this.backend.awaitValue(lease, finished);
			return false;
		}
		return this.open.end(event.attempt());
	}

	private void goOn(Lease lease, long now) {
		OpenCall call = lease.call();
		if (this.leases.isIdle(lease) || (call != null && !call.isOver())) {
			return;
		}
		lease.serve(null);
		boolean offered = this.waiting.isRequested() && this.offer.make(lease, now);
		boolean over = offered || now - lease.since() >= this.termNanos;
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
			this.leases.rest(lease, now);
		}
	}

	/**
	 * Set how many CPUs the cluster has.
	 */
	synchronized void setCpus(int cpus) {
		this.offer.setCpus(cpus);
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
	synchronized void ended(ConnectedWorker worker) {
		lost(this.leases.lose(worker));
	}

	private void lost(@Nullable Lease lease) {
		OpenCall call = (lease != null) ? lease.call() : null;
		if (lease != null && call != null && !call.isOver()) {
			// Ray knows how that ended
			lease.setState(State.ENDING);
		}
		else if (lease != null) {
			over(lease);
		}
	}

	/**
	 * Cancel an attempt.
	 * @return what has happened to it
	 */
	synchronized List<AttemptEvent> cancel(long attempt) {
		return this.withdrawals.cancel(attempt);
	}

	/**
	 * Take back what has not started of the call of an attempt.
	 * @return what has happened to its attempts
	 */
	synchronized List<AttemptEvent> takeBack(long attempt) {
		return this.withdrawals.takeBack(attempt);
	}

	/**
	 * End the leases that have been idle for long enough, and an offer that was taken.
	 */
	synchronized void endIdle(long now) {
		this.leases.idleSince(now - IDLE_NANOS, now - LAST_IDLE_NANOS).forEach(this::end);
		if (this.offer.expire(now)) {
			requestMissing();
		}
	}

	/**
	 * Note that Ray has the slot of a lease back that came while others were to have it.
	 */
	synchronized void passedOn(Lease lease) {
		if (lease.state() != State.OVER) {
			over(lease);
			requestMissing();
		}
	}

	/**
	 * Return the leases that are not over.
	 */
	synchronized List<Lease> leases() {
		return this.leases.all((lease) -> true);
	}

	/**
	 * Return the leases that no worker serves, so that only Ray knows whether they have
	 * ended.
	 */
	synchronized List<Lease> unservedLeases() {
		return this.leases.all((lease) -> !this.leases.isServed(lease));
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
		Map<Long, Entry> entries = frame.byAttempt();
		Entry whole = entries.get(0L);
		OpenCall call = lease.call();
		boolean unreachable = whole != null && whole.status() == Status.UNREACHABLE;
		if (unreachable || (call == null && whole == null && lease.worker() == null)) {
			if (this.reachability.unheard()) {
				this.waiting.removeAll().forEach((waiting) -> this.requests.requestWith(waiting, Kind.RUN));
			}
			// what came with it was not run
			whole = null;
		}
		else if (call == null && whole != null) {
			call = this.waiting.pollUnmet(lease.key());
		}
		requestMissing();
		return (call != null) ? this.open.end(call, entries, whole) : List.of();
	}

	/**
	 * Note that a lease has ended without a result, or that Ray did not take it.
	 * @return the call that it served, or was to serve if no worker has come, or
	 * {@code null} if there is none
	 */
	synchronized @Nullable LostCall failed(Lease lease) {
		if (lease.state() == State.OVER) {
			return null;
		}
		over(lease);
		OpenCall call = lease.call();
		if (call == null && lease.worker() == null) {
			call = this.waiting.pollUnmet(lease.key());
		}
		requestMissing();
		if (call == null || call.isOver()) {
			return null;
		}
		List<Long> crashed = (lease.worker() != null) ? call.begun() : call.unfinished();
		crashed.forEach(this.open::end);
		return new LostCall(call, crashed, this.open.giveBack(call));
	}

	/**
	 * End all leases, whatever they run, and those that are still to come.
	 * @return those that have not ended
	 */
	synchronized List<Lease> close() {
		this.closed = true;
		this.waiting.removeAll();
		List<Lease> leases = leases();
		for (Lease lease : leases) {
			OpenCall call = lease.call();
			if (call != null) {
				call.unfinished().forEach((attempt) -> lease.send(new ToWorker.Cancel(attempt)));
			}
			lease.send(new ToWorker.End(lease.id()));
		}
		return leases;
	}

}
