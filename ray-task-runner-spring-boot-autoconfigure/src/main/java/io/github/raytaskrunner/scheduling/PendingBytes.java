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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.raytaskrunner.TaskRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory of tasks that are not finished: whoever would exceed it waits, first
 * come, first served, so that a large task is not overtaken for ever by small ones.
 */
final class PendingBytes {

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Condition> waiting = new ArrayDeque<>();

	private final long limit;

	private long pending;

	private @Nullable String rejection;

	PendingBytes(long limit) {
		this.limit = limit;
	}

	/**
	 * Wait until there is room for a task.
	 * @param size size of the task in bytes
	 * @throws TaskRejectedException if there is none before {@link #close} or before the
	 * calling thread is interrupted, whose interrupt status is kept
	 */
	void acquire(int size) {
		this.lock.lock();
		try {
			if (this.rejection == null && (!this.waiting.isEmpty() || !hasRoom(size))) {
				awaitRoom(size);
			}
			if (this.rejection != null) {
				throw new TaskRejectedException(this.rejection);
			}
			this.pending += size;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void awaitRoom(int size) {
		Condition turn = this.lock.newCondition();
		this.waiting.add(turn);
		try {
			while (this.rejection == null && (this.waiting.peek() != turn || !hasRoom(size))) {
				turn.await();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new TaskRejectedException(
					"Interrupted while waiting until the unfinished tasks hold less than " + this.limit + " bytes", ex);
		}
		finally {
			this.waiting.remove(turn);
			signalNext();
		}
	}

	void release(int size) {
		this.lock.lock();
		try {
			this.pending -= size;
			signalNext();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Reject whoever waits or comes later.
	 * @param reason the message
	 */
	void close(String reason) {
		this.lock.lock();
		try {
			this.rejection = reason;
			this.waiting.forEach(Condition::signal);
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean hasRoom(int size) {
		return this.pending == 0 || this.pending + size <= this.limit;
	}

	private void signalNext() {
		Condition next = this.waiting.peek();
		if (next != null) {
			next.signal();
		}
	}

}
