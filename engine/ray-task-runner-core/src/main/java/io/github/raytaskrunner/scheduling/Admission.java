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
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.settings.RunnerSettings.WhenFull;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the number and the memory of tasks that are not finished. Whoever would exceed
 * it is rejected, or waits: first come, first served, so that a large task is not
 * overtaken for ever by small ones. So does who comes while listeners are far behind. A
 * task of the same runner never waits, which may itself be what takes the room. Guarded
 * by the lock of the scheduler.
 */
final class Admission {

	private final Deque<Ticket> waiting = new ArrayDeque<>();

	private final long maxBytes;

	private final int maxTasks;

	private final WhenFull whenFull;

	private final TaskChanges changes;

	private final BooleanSupplier withinTask;

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

	/**
	 * Create a new admission, which is open.
	 * @param settings the bounds
	 * @param changes of which listeners may have to hear first
	 * @param withinTask whether the calling thread runs one of the tasks
	 */
	Admission(RunnerSettings settings, TaskChanges changes, BooleanSupplier withinTask) {
		this.withinTask = withinTask;
		this.changes = changes;
		this.maxBytes = settings.maxPendingBytes();
		this.maxTasks = settings.maxUnfinished();
		this.whenFull = settings.whenFull();
	}

	/**
	 * Return what has to be waited for before a task may come in. Whoever waits keeps its
	 * place in the line until it {@linkplain #leave leaves}.
	 * @param ticket the ticket of the task
	 * @return what is done when this is to be asked again, or {@code null} if the task
	 * may come in now
	 * @throws RayTaskRejectedException if it never may
	 */
	@Nullable CompletableFuture<?> chanceOf(Ticket ticket) {
		checkOpen();
		Ticket first = this.waiting.peek();
		if ((first == null || first == ticket) && hasRoom(ticket.size())) {
			return null;
		}
		if (!ticket.isWaiting()) {
			if (!mayWait()) {
				return null;
			}
			this.waiting.add(ticket);
		}
		return ticket.nextChance();
	}

	private boolean mayWait() {
		if (this.whenFull == WhenFull.REJECT) {
			throw new RayTaskRejectedException("The Ray task runner is full: " + describe()
					+ ". Submit less at once, or raise ray.runner.max-unfinished and max-pending-size");
		}
		if (this.withinTask.getAsBoolean()) {
			return false;
		}
		if (this.changes.isTelling()) {
			throw new RayTaskRejectedException(
					"A task listener cannot wait for room: " + describe() + ". Submit from another thread");
		}
		return true;
	}

	/**
	 * Wait no more, whether the task came in or not.
	 * @param ticket the ticket of the task
	 */
	void leave(Ticket ticket) {
		this.waiting.remove(ticket);
		signalNext();
	}

	/**
	 * Take the room for a task.
	 * @param size size of the task in bytes
	 */
	void take(int size) {
		this.bytes += size;
		this.tasks++;
	}

	void release(int size) {
		release(1, size);
	}

	/**
	 * Give back the room of several tasks.
	 * @param tasks number of tasks
	 * @param size size of all together in bytes
	 */
	void release(int tasks, long size) {
		this.bytes -= size;
		this.tasks -= tasks;
		signalNext();
	}

	/**
	 * Return how large the tasks are that take room.
	 * @return the number of bytes
	 */
	long bytes() {
		return this.bytes;
	}

	/**
	 * Fail unless tasks are accepted. Needs no lock.
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
		this.suspension = reason;
		signalAll();
	}

	/**
	 * Accept tasks again, unless closed.
	 */
	void resume() {
		this.suspension = null;
	}

	/**
	 * Reject whoever waits or comes later.
	 * @param reason the message
	 */
	void close(String reason) {
		this.end = reason;
		signalAll();
	}

	private boolean hasRoom(int size) {
		return !this.changes.areTooMany()
				&& (this.tasks == 0 || (this.tasks < this.maxTasks && this.bytes + size <= this.maxBytes));
	}

	/**
	 * Return how full the runner is.
	 * @return the numbers, for messages
	 */
	String describe() {
		return (this.changes.areTooMany() ? "task listeners are slow, and " : "") + this.tasks + " of " + this.maxTasks
				+ " unfinished tasks hold " + this.bytes + " of " + this.maxBytes + " bytes";
	}

	private void signalAll() {
		this.waiting.forEach(Ticket::signal);
	}

	/**
	 * Let the first of those who wait look whether there is room.
	 */
	void signalNext() {
		Ticket next = this.waiting.peek();
		if (next != null) {
			next.signal();
		}
	}

}
