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
import java.util.function.Consumer;

import io.github.raytaskrunner.wire.Batch;
import io.github.raytaskrunner.wire.CallFrame.Kind;

/**
 * Asks Ray for leases. Guarded by the lock of the {@link LeasePool}.
 */
final class LeaseRequests {

	private final LeaseTable leases;

	private final Demand demand;

	private final Consumer<Lease> requester;

	private long ids;

	/**
	 * Create new requests.
	 * @param leases where leases are added
	 * @param demand what leases are needed for
	 * @param requester asks Ray for a lease, later
	 */
	LeaseRequests(LeaseTable leases, Demand demand, Consumer<Lease> requester) {
		this.leases = leases;
		this.demand = demand;
		this.requester = requester;
	}

	/**
	 * Ask for a lease that comes with a call.
	 * @param kind whether it goes on after the call
	 */
	void requestWith(OpenCall call, Kind kind) {
		Lease lease = new Lease(++this.ids, call.key(), call.name(), kind, call.takeBatch());
		lease.serve(call);
		request(lease);
	}

	/**
	 * Ask for a lease for each call that waits, unless one is on its way.
	 * @return the number of leases
	 */
	int requestMissing() {
		List<OpenCall> unmet = this.demand.unmet();
		for (OpenCall call : unmet) {
			this.demand.requested(call.key());
			request(new Lease(++this.ids, call.key(), call.name(), Kind.LEASE, Batch.EMPTY));
		}
		return unmet.size();
	}

	private void request(Lease lease) {
		this.leases.add(lease);
		this.requester.accept(lease);
	}

}
