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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.backend.ValueLostException;
import org.jspecify.annotations.Nullable;

/**
 * The values of ended tasks, which the backend holds as long as somebody may ask for
 * them. Those that were pushed are kept here as well: they outlive the backend, and the
 * next one gets them when a task reads them. Guarded by the lock of the scheduler.
 */
final class HeldValues {

	private final BackendLink link;

	private final ValueFetcher fetcher;

	private final AtomicLong attemptIds;

	/**
	 * Number of values that the backend holds.
	 */
	private int count;

	private List<Long> released = new ArrayList<>();

	private String lossReason = "it was released";

	/**
	 * Create new values, of which there are none so far.
	 * @param link the way to the backend
	 * @param fetcher fetches values from the backend
	 * @param attemptIds gives each value an id
	 */
	HeldValues(BackendLink link, ValueFetcher fetcher, AtomicLong attemptIds) {
		this.link = link;
		this.fetcher = fetcher;
		this.attemptIds = attemptIds;
	}

	/**
	 * Note that the last attempt of a task ended with a value, which the backend holds.
	 * @param task the task
	 * @param pushed the value if it was pushed
	 * @param size number of bytes of the value
	 */
	void hold(Task task, byte @Nullable [] pushed, long size) {
		held(add(task, pushed), size);
	}

	private HeldValue add(Task task, byte @Nullable [] kept) {
		HeldValue value = new HeldValue(kept);
		task.setValue(value);
		return value;
	}

	private void held(HeldValue value, long size) {
		value.held(this.link.connection(), size);
		this.count++;
	}

	/**
	 * Let the backend hold a value, or keep it until there is a backend.
	 * @param task a completed task with the value
	 * @param bytes the value
	 */
	void put(Task task, byte[] bytes) {
		HeldValue value = keepUntilRead(task, bytes);
		if (this.link.isUp()) {
			send(task, value, bytes);
		}
	}

	/**
	 * Keep a value here until the backend gets it, because a task reads it.
	 * @param task the task that has the value
	 * @param bytes the value
	 * @return where it is
	 */
	HeldValue keepUntilRead(Task task, byte[] bytes) {
		return add(task, bytes);
	}

	/**
	 * Keep a value here. The backend gets it when a task reads it.
	 * @param task the task that has the value
	 * @param bytes the value
	 */
	void pin(Task task, byte[] bytes) {
		add(task, bytes).pin();
	}

	private void send(Task task, HeldValue value, byte[] bytes) {
		long id = this.attemptIds.incrementAndGet();
		this.link.postLong((backend) -> backend.put(id, bytes));
		task.sentAs(id);
		held(value, bytes.length);
		if (bytes.length > AttemptResult.MAX_PUSHED_BYTES && !value.isPinned()) {
			value.keep(null);
		}
	}

	/**
	 * See to it that the backend has the value of a task, for a task that reads it.
	 * @param task a completed task whose value is not lost
	 */
	void provide(Task task) {
		HeldValue value = task.value();
		byte[] kept = (value != null) ? value.kept() : null;
		if (value != null && kept != null && !isHeld(value)) {
			send(task, value, kept);
		}
	}

	private boolean isHeld(HeldValue value) {
		return value.isHeld(this.link.connection());
	}

	/**
	 * Return whether a task completed, but its value is gone.
	 * @param task the task
	 * @return whether the value is lost
	 */
	boolean isLost(Task task) {
		HeldValue value = task.value();
		return task.hasCompleted() && (value == null || (value.kept() == null && !isHeld(value)));
	}

	/**
	 * Return whether somebody may ask for the value of a task and only the backend has
	 * it.
	 * @param task the task
	 * @return whether that is so
	 */
	boolean isRemote(Task task) {
		HeldValue value = task.value();
		return value != null && task.hasCompleted() && value.kept() == null && isHeld(value) && task.mayBeAskedFor();
	}

	/**
	 * Keep a value that was fetched, unless nobody can ask for it any more.
	 * @param task the task
	 * @param bytes its value
	 */
	void keep(Task task, byte[] bytes) {
		HeldValue value = task.value();
		if (value != null) {
			value.keep(bytes);
		}
	}

	/**
	 * Return why the value of a task is lost.
	 * @param task the task
	 * @return the reason
	 */
	String lossReason(Task task) {
		HeldValue value = task.value();
		String reason = (value != null) ? value.lossReason() : null;
		return (reason != null) ? reason : this.lossReason;
	}

	/**
	 * Note that the backend has lost the value of a task.
	 * @param task the task
	 * @param reason what is known about the loss
	 */
	void lost(Task task, String reason) {
		HeldValue value = task.value();
		if (value != null && isHeld(value)) {
			this.count--;
			release(task.attempt());
			value.lost(reason);
		}
	}

	/**
	 * Note that the backend has lost the value of a task, if it is not kept here.
	 * @param task the task
	 * @param reason what is known about the loss
	 */
	void lostUnlessKept(Task task, String reason) {
		HeldValue value = task.value();
		if (value != null && value.kept() == null) {
			lost(task, reason);
		}
	}

	/**
	 * Return the serialized value of a task.
	 * @param task the task
	 * @return the value; fails with {@link ValueLostException} if it is gone
	 */
	CompletableFuture<byte[]> get(Task task) {
		HeldValue value = task.value();
		byte[] kept = (value != null) ? value.kept() : null;
		if (kept != null) {
			return CompletableFuture.completedFuture(kept);
		}
		if (value == null || !isHeld(value)) {
			return CompletableFuture.failedFuture(new ValueLostException(lossReason(task)));
		}
		return this.fetcher.fetch(task.attempt());
	}

	/**
	 * Let go the value of a task if nobody can ask for it any more.
	 * @param task the task
	 */
	void releaseIfUnused(Task task) {
		if (task.isValueUnused()) {
			release(task);
		}
	}

	/**
	 * Let go the value of a task if it has one.
	 * @param task the task
	 */
	void release(Task task) {
		HeldValue value = task.value();
		task.setValue(null);
		if (value != null && isHeld(value)) {
			this.count--;
			release(task.attempt());
		}
	}

	/**
	 * Let go the value of an attempt that nobody wants, with the next
	 * {@link #flushReleased()}.
	 * @param attempt id of the attempt
	 */
	void release(long attempt) {
		this.released.add(attempt);
	}

	/**
	 * Tell the backend which values it need not hold any more.
	 */
	void flushReleased() {
		if (!this.released.isEmpty()) {
			List<Long> released = this.released;
			this.released = new ArrayList<>();
			this.link.postLater((backend) -> backend.release(released));
		}
	}

	/**
	 * Note that the backend has lost all it held.
	 * @param reason why
	 */
	void disconnected(String reason) {
		this.released.clear();
		this.lossReason = reason;
		this.count = 0;
		this.fetcher.failAll(reason);
	}

	/**
	 * Return the number of values that the backend holds.
	 * @return the number
	 */
	int count() {
		return this.count;
	}

}
