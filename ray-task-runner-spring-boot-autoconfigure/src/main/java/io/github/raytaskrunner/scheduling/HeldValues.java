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

import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.backend.Backend;
import org.jspecify.annotations.Nullable;

/**
 * The values of ended tasks, which the backend holds as long as somebody may ask for
 * them. Guarded by the lock of the scheduler.
 */
final class HeldValues {

	private final Backend backend;

	private final Outbox outbox;

	private final ValueFetcher fetcher;

	private int count;

	HeldValues(Backend backend, Outbox outbox, ValueFetcher fetcher) {
		this.backend = backend;
		this.outbox = outbox;
		this.fetcher = fetcher;
	}

	/**
	 * Note that the last attempt of a task ended with a value, which the backend holds.
	 * @param task the task
	 * @param pushed the value if it was pushed
	 */
	void hold(Task task, byte @Nullable [] pushed) {
		task.hold(pushed);
		this.count++;
	}

	/**
	 * Let the backend hold a value.
	 * @param task a completed task with the value
	 * @param value the value
	 */
	void put(Task task, byte[] value) {
		hold(task, null);
		long attempt = task.attempt();
		this.outbox.post(() -> this.backend.put(attempt, value));
	}

	/**
	 * Return the serialized value of a task. To be called once for each future: a value
	 * that was pushed is handed over.
	 * @param task the task
	 * @return the value; fails if it is gone
	 */
	CompletableFuture<byte[]> get(Task task) {
		byte[] pushed = task.takePushedValue();
		return (pushed != null) ? CompletableFuture.completedFuture(pushed) : this.fetcher.fetch(task.attempt());
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
		if (task.dropValue()) {
			this.count--;
			release(task.attempt());
		}
	}

	/**
	 * Let go the value of an attempt that nobody wants.
	 * @param attempt id of the attempt
	 */
	void release(long attempt) {
		this.outbox.post(() -> this.backend.release(attempt));
	}

	int count() {
		return this.count;
	}

}
