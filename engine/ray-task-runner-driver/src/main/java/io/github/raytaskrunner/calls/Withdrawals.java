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

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Crashed;
import io.github.raytaskrunner.wire.ToWorker;

/**
 * Takes attempts and calls away from the leases that are to serve them. Guarded by the
 * lock of the {@link LeasePool}.
 */
final class Withdrawals {

	private final OpenCalls open;

	private final Demand waiting;

	/**
	 * Create new withdrawals.
	 * @param open all calls
	 * @param waiting those that no lease serves yet
	 */
	Withdrawals(OpenCalls open, Demand waiting) {
		this.open = open;
		this.waiting = waiting;
	}

	/**
	 * Cancel an attempt.
	 * @return what has happened to it
	 */
	List<AttemptEvent> cancel(long attempt) {
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
			return List.of(new Crashed(attempt, "it was cancelled before it started"));
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
	List<AttemptEvent> takeBack(long attempt) {
		OpenCall call = this.open.find(attempt);
		if (call == null) {
			return List.of();
		}
		if (call.lease() != null) {
			call.lease().send(new ToWorker.TakeBack(attempt));
			return List.of();
		}
		this.waiting.remove(call);
		return this.open.giveBack(call);
	}

}
