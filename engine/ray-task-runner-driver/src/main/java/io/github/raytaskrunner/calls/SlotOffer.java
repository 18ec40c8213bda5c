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

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A slot that an application with all slots leaves to others, once in a while. What it
 * has requested of Ray cannot be withdrawn, and Ray may give each slot to just that,
 * again and again: it prefers whoever has the fewest leases on a node, but counts some of
 * applications that have ended ({@code LocalLeaseManager} of 2.60.0), which matters where
 * slots are few. So after a lease has ended those that come are passed on, and none is
 * requested until Ray has the slot back. Guarded by the lock of the {@link LeasePool}.
 */
final class SlotOffer {

	private static final long MAX_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

	/**
	 * One offer in a second costs next to nothing.
	 */
	private final long periodNanos;

	/**
	 * CPUs of the cluster, in units of Ray.
	 */
	private long all = Long.MAX_VALUE;

	/**
	 * CPUs of the leases whose workers have come, in units of Ray.
	 */
	private long held;

	private boolean open;

	/**
	 * When the last offer was made, or {@code null} if there was none.
	 */
	private @Nullable Long made;

	private @Nullable Lease passedOn;

	/**
	 * Create an offer that is not open.
	 * @param termNanos how long a lease may be busy
	 */
	SlotOffer(long termNanos) {
		this.periodNanos = Math.min(termNanos, MAX_PERIOD_NANOS);
	}

	/**
	 * Set how many CPUs the cluster has.
	 */
	void setCpus(int cpus) {
		this.all = LeaseKey.units(cpus);
	}

	/**
	 * Note that the worker of a lease has come.
	 * @return whether the lease is to be passed on
	 */
	boolean passOn(Lease lease) {
		this.held += lease.key().cpuUnits();
		boolean passed = this.open && this.passedOn == null && !lease.bringsCall() && hasAllSlots(lease);
		if (passed) {
			this.passedOn = lease;
		}
		return passed;
	}

	/**
	 * Offer the slot of a lease, if it is time and there are no slots of others.
	 * @return whether the lease is to end
	 */
	boolean make(Lease lease, long now) {
		boolean made = isDue(now) && now - lease.since() >= this.periodNanos && hasAllSlots(lease);
		if (made) {
			this.open = true;
			this.made = now;
		}
		return made;
	}

	private boolean isDue(long now) {
		return this.made == null || now - this.made >= this.periodNanos;
	}

	private boolean hasAllSlots(Lease lease) {
		return this.held > this.all - lease.key().cpuUnits();
	}

	/**
	 * Say whether others may still get the slot.
	 */
	boolean isOpen() {
		return this.open;
	}

	/**
	 * Note that a lease has ended. As long as more of them are to come, Ray may give them
	 * the worker without a look at what others want.
	 * @param moreToCome whether others were requested
	 */
	void ended(Lease lease, boolean moreToCome) {
		if (lease.worker() != null) {
			this.held -= lease.key().cpuUnits();
		}
		if (this.passedOn == lease) {
			this.passedOn = null;
			this.open = moreToCome;
		}
	}

	/**
	 * Close an offer that was taken, or at least was there for long enough.
	 * @return whether it was open
	 */
	boolean expire(long now) {
		boolean expired = this.open && isDue(now);
		if (expired) {
			close();
		}
		return expired;
	}

	private void close() {
		this.open = false;
		this.passedOn = null;
	}

}
