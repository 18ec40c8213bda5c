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

package io.github.raytaskrunner.scheduling;

import java.util.List;

import io.github.raytaskrunner.attempt.Resources;

/**
 * A call that was handed to the backend, as long as not all of its attempts have ended.
 * Guarded by the lock of the scheduler.
 */
final class CallInFlight {

	/**
	 * By how much a call may be late before that is more than chance.
	 */
	private static final long TOLERANCE_NANOS = 5_000_000;

	private final Resources shape;

	private final ShapeKind kind;

	private final long expectedNanos;

	private final List<Long> attempts;

	private final long sent;

	private int open;

	private long begun;

	private boolean hasBegun;

	private boolean takenBack;

	private boolean died;

	/**
	 * Create a new call.
	 * @param shape its resources
	 * @param attempts ids of its attempts
	 * @param expectedNanos how long all of them take, as far as is known
	 * @param sent when it is handed to the backend
	 */
	CallInFlight(Resources shape, List<Long> attempts, long expectedNanos, long sent) {
		this.shape = shape;
		this.kind = ShapeKind.of(shape);
		this.attempts = attempts;
		this.open = attempts.size();
		this.expectedNanos = expectedNanos;
		this.sent = sent;
	}

	Resources shape() {
		return this.shape;
	}

	ShapeKind kind() {
		return this.kind;
	}

	List<Long> attempts() {
		return this.attempts;
	}

	/**
	 * Return whether it has, or had, several attempts.
	 * @return whether some may wait behind another
	 */
	boolean isPacked() {
		return this.attempts.size() > 1;
	}

	/**
	 * Note that an attempt has started or ended.
	 * @param now the time
	 */
	void advanced(long now) {
		if (!this.hasBegun) {
			this.hasBegun = true;
			this.begun = now;
		}
	}

	boolean hasBegun() {
		return this.hasBegun;
	}

	/**
	 * Note that an attempt has ended.
	 * @return whether the whole call has
	 */
	boolean end() {
		this.open--;
		return isOver();
	}

	boolean isOver() {
		return this.open == 0;
	}

	/**
	 * Return whether the call was sent some time ago.
	 * @param now the time
	 * @param nanos how long ago
	 * @return whether the backend has had it for that long
	 */
	boolean isOlderThan(long now, long nanos) {
		return now - this.sent > nanos;
	}

	/**
	 * Return whether all of the call waits.
	 * @return whether that is so, and it was not taken back yet
	 */
	boolean isWaiting() {
		return !this.hasBegun && !this.takenBack;
	}

	/**
	 * Return whether attempts wait behind one that takes longer than was expected of all.
	 * @param now the time
	 * @return whether that is so, and they were not taken back yet
	 */
	boolean isOverdue(long now) {
		return !this.takenBack && this.open > 1 && this.hasBegun
				&& now - this.begun > this.expectedNanos + TOLERANCE_NANOS;
	}

	/**
	 * Note that what has not started was asked back.
	 */
	void takenBack() {
		this.takenBack = true;
	}

	/**
	 * Note that what ran the call has died.
	 */
	void died() {
		this.died = true;
	}

	boolean hasDied() {
		return this.died;
	}

}
