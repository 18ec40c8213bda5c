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

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The values of tasks, with the lock of the scheduler. Safe for use by several threads.
 */
public final class TaskValues {

	private final Scheduler scheduler;

	private final TaskGraph graph;

	private final HeldValues values;

	private final ValueFetcher fetcher;

	TaskValues(Scheduler scheduler, TaskGraph graph, HeldValues values, ValueFetcher fetcher) {
		this.scheduler = scheduler;
		this.graph = graph;
		this.values = values;
		this.fetcher = fetcher;
	}

	/**
	 * Return the serialized value of a completed task.
	 * @param task the task
	 * @return the value; fails if it is gone
	 */
	public CompletableFuture<byte[]> get(Task task) {
		return this.scheduler.guarded(() -> this.values.get(task));
	}

	/**
	 * Return whether a task completed, but its value is gone.
	 * @param task the task
	 * @return whether the value is lost
	 */
	public boolean isLost(Task task) {
		return this.scheduler.guarded(() -> this.values.isLost(task));
	}

	/**
	 * Return the tasks whose values somebody may ask for and only the backend has.
	 * @return the number of bytes of the value by task
	 */
	public Map<Task, Long> remote() {
		return this.scheduler.guarded(this.graph::remoteValues);
	}

	/**
	 * Keep a value that was fetched.
	 * @param task a completed task
	 * @param value its value
	 */
	public void keep(Task task, byte[] value) {
		this.scheduler.guarded(() -> this.values.keep(task, value));
	}

	/**
	 * Note that a value is lost, unless it is kept here.
	 * @param task a completed task
	 * @param reason why its value is lost
	 */
	public void lost(Task task, String reason) {
		this.scheduler.guarded(() -> this.values.lostUnlessKept(task, reason));
	}

	/**
	 * Fail what waits for a value, and whatever asks for one later.
	 * @param reason why the values are gone
	 */
	public void close(String reason) {
		this.fetcher.close(reason);
	}

}
