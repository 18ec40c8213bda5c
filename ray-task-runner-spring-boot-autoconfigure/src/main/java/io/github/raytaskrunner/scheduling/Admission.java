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

import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.scheduling.RunnerSettings.WhenFull;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the number and the memory of tasks that are not finished. Whoever would exceed
 * it is rejected, or waits: first come, first served, so that a large task is not
 * overtaken for ever by small ones.
 */
final class Admission {

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Condition> waiting = new ArrayDeque<>();

	private final long maxBytes;

	private final int maxTasks;

	private final WhenFull whenFull;

	private long bytes;

	private int tasks;

	/**
	 * Why no task is accepted any more.
	 */
	private volatile @Nullable String end;

	/**
	 * Why no task is accepted for now.
	 */
	private volatile @Nullable String suspension;

	Admission(long maxBytes, int maxTasks, WhenFull whenFull) {
		this.maxBytes = maxBytes;
		this.maxTasks = maxTasks;
		this.whenFull = whenFull;
	}

	/**
	 * Take room for a task, and wait until there is some unless that is to be rejected.
	 * @param size size of the task in bytes
	 * @throws RayTaskRejectedException if there is none, or none before {@link #close},
	 * {@link #suspend} or an interrupt of the calling thread, whose status is kept
	 */
	void acquire(int size) {
		this.lock.lock();
		try {
			if (rejection() == null && (!this.waiting.isEmpty() || !hasRoom(size))) {
				if (this.whenFull == WhenFull.REJECT) {
					throw new RayTaskRejectedException("The Ray task runner is full: " + describe()
							+ ". Submit less at once, or raise ray.runner.max-unfinished and max-pending-size");
				}
				awaitRoom(size);
			}
			checkOpen();
			this.bytes += size;
			this.tasks++;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void awaitRoom(int size) {
		Condition turn = this.lock.newCondition();
		this.waiting.add(turn);
		try {
			while (rejection() == null && (this.waiting.peek() != turn || !hasRoom(size))) {
				turn.await();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RayTaskRejectedException("Interrupted while waiting for tasks to end: " + describe(), ex);
		}
		finally {
			this.waiting.remove(turn);
			signalNext();
		}
	}

	void release(int size) {
		this.lock.lock();
		try {
			this.bytes -= size;
			this.tasks--;
			signalNext();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Fail unless tasks are accepted.
	 * @throws RayTaskRejectedException if they are not
	 */
	void checkOpen() {
		String rejection = rejection();
		if (rejection != null) {
			throw new RayTaskRejectedException(rejection);
		}
	}

	private @Nullable String rejection() {
		String end = this.end;
		return (end != null) ? end : this.suspension;
	}

	/**
	 * Reject whoever waits or comes before this resumes.
	 * @param reason the message
	 */
	void suspend(String reason) {
		this.lock.lock();
		try {
			this.suspension = reason;
			signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Accept tasks again, unless closed.
	 */
	void resume() {
		this.lock.lock();
		try {
			this.suspension = null;
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
			this.end = reason;
			signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean hasRoom(int size) {
		return this.tasks == 0 || (this.tasks < this.maxTasks && this.bytes + size <= this.maxBytes);
	}

	private String describe() {
		return this.tasks + " of " + this.maxTasks + " unfinished tasks hold " + this.bytes + " of " + this.maxBytes
				+ " bytes";
	}

	private void signalAll() {
		this.waiting.forEach(Condition::signal);
	}

	private void signalNext() {
		Condition next = this.waiting.peek();
		if (next != null) {
			next.signal();
		}
	}

}
