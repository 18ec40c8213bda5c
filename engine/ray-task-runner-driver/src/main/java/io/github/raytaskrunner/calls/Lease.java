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

import io.github.raytaskrunner.wire.Batch;
import io.github.raytaskrunner.wire.CallFrame.Kind;
import io.github.raytaskrunner.wire.ToWorker;
import org.jspecify.annotations.Nullable;

/**
 * A call of Ray that holds a slot and serves calls one after another, or one only that
 * came with it. Guarded by the lock of the {@link LeasePool}, but for what is final.
 */
final class Lease {

	private final long id;

	private final LeaseKey key;

	private final String name;

	private final Kind kind;

	private final Batch batch;

	private final RayCall rayCall = new RayCall();

	private @Nullable OpenCall call;

	private @Nullable ConnectedWorker worker;

	private State state = State.REQUESTED;

	private long since;

	/**
	 * Create a new lease.
	 * @param id its id
	 * @param key what it has
	 * @param name the name that Ray shows
	 * @param kind whether it goes on after what comes with it
	 * @param batch what comes with it, which may be nothing
	 */
	Lease(long id, LeaseKey key, String name, Kind kind, Batch batch) {
		this.id = id;
		this.key = key;
		this.name = name;
		this.kind = kind;
		this.batch = batch;
	}

	long id() {
		return this.id;
	}

	LeaseKey key() {
		return this.key;
	}

	/**
	 * Return the name that Ray shows.
	 */
	String name() {
		return this.name;
	}

	/**
	 * Return whether it goes on after what comes with it ({@link Kind#LEASE}) or ends.
	 */
	Kind kind() {
		return this.kind;
	}

	/**
	 * Return what comes with the lease, which may be nothing.
	 */
	Batch batch() {
		return this.batch;
	}

	/**
	 * Return whether the lease was requested for no call but the one that comes with it.
	 */
	boolean bringsCall() {
		return !this.batch.attempts().isEmpty();
	}

	RayCall rayCall() {
		return this.rayCall;
	}

	State state() {
		return this.state;
	}

	void setState(State state) {
		this.state = state;
	}

	/**
	 * Return the call that is served, or {@code null} if there is none.
	 */
	@Nullable OpenCall call() {
		return this.call;
	}

	/**
	 * Serve a call, or none.
	 */
	void serve(@Nullable OpenCall call) {
		this.call = call;
		if (call != null) {
			call.serveBy(this);
		}
	}

	/**
	 * Note that a worker runs the lease.
	 * @param now the time
	 */
	void begin(ConnectedWorker worker, long now) {
		this.worker = worker;
		this.since = now;
		this.state = State.SERVING;
	}

	/**
	 * Return when a worker began to run the lease.
	 */
	long since() {
		return this.since;
	}

	/**
	 * Return the worker, or {@code null} if it has not come.
	 */
	@Nullable ConnectedWorker worker() {
		return this.worker;
	}

	/**
	 * Tell the worker something, if it can hear it.
	 */
	void send(ToWorker message) {
		ConnectedWorker worker = this.worker;
		if (worker != null) {
			worker.send(message);
		}
	}

	/**
	 * State of a lease.
	 */
	enum State {

		/**
		 * Ray has been asked for a worker, or will be.
		 */
		REQUESTED,

		/**
		 * A worker serves calls.
		 */
		SERVING,

		/**
		 * No more calls are given to it: its worker ends it, or cannot be heard. What it
		 * returns to Ray tells how it ended.
		 */
		ENDING,

		/**
		 * It has ended.
		 */
		OVER

	}

}
