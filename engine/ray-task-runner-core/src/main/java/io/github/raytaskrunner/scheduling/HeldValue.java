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

import org.jspecify.annotations.Nullable;

/**
 * Where the value of a task is. Guarded by the lock of the scheduler.
 */
final class HeldValue {

	private byte @Nullable [] kept;

	/**
	 * Number of the connection whose backend holds the value, zero if none does.
	 */
	private int connection;

	private long size;

	private @Nullable String lossReason;

	private boolean pinned;

	HeldValue(byte @Nullable [] kept) {
		this.kept = kept;
	}

	/**
	 * Return the value if it is kept in this process.
	 * @return the value, or {@code null}
	 */
	byte @Nullable [] kept() {
		return this.kept;
	}

	void keep(byte @Nullable [] kept) {
		this.kept = kept;
	}

	/**
	 * Keep the value in this process as long as there is one, however large it is.
	 */
	void pin() {
		this.pinned = true;
	}

	boolean isPinned() {
		return this.pinned;
	}

	/**
	 * Note that the backend holds the value.
	 * @param connection number of the connection to the backend
	 * @param size number of bytes of the value
	 */
	void held(int connection, long size) {
		this.connection = connection;
		this.size = size;
	}

	boolean isHeld(int connection) {
		return this.connection == connection;
	}

	/**
	 * Return the size of the value that the backend holds, or has held.
	 * @return the number of bytes
	 */
	long size() {
		return this.size;
	}

	/**
	 * Note that the backend has lost the value.
	 * @param reason what is known about it
	 */
	void lost(String reason) {
		this.connection = 0;
		this.lossReason = reason;
	}

	/**
	 * Return what is known about the loss of this value.
	 * @return the reason, or {@code null} if it was lost with all others, or not at all
	 */
	@Nullable String lossReason() {
		return this.lossReason;
	}

}
