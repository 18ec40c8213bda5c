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

import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskInFlight;

/**
 * What there is to say of all tasks together. Guarded by the lock of the scheduler.
 */
public final class Overview {

	private final TaskGraph graph;

	private final Dispatcher dispatcher;

	private final Chunks chunks;

	private final HeldValues values;

	private final Admission admission;

	private final BackendAvailability availability;

	Overview(TaskGraph graph, Dispatcher dispatcher, Chunks chunks, HeldValues values, Admission admission,
			BackendAvailability availability) {
		this.graph = graph;
		this.dispatcher = dispatcher;
		this.chunks = chunks;
		this.values = values;
		this.admission = admission;
		this.availability = availability;
	}

	/**
	 * Count tasks and values.
	 * @return the numbers, with attempts that nobody wants any more
	 */
	public TaskCounts counts() {
		return counts(this.dispatcher.inFlight());
	}

	/**
	 * Count tasks and values.
	 * @return the numbers, without attempts that nobody wants any more
	 */
	TaskCounts wanted() {
		return counts(this.dispatcher.wanted());
	}

	private TaskCounts counts(int inFlight) {
		int beyond = this.chunks.itemsBeyond();
		int queued = this.graph.unfinished() - this.dispatcher.wanted() - beyond;
		return new TaskCounts(Math.max(0, queued), inFlight + beyond, this.values.count());
	}

	/**
	 * Return how large the tasks are that have not ended.
	 * @return the number of bytes
	 */
	public long pendingBytes() {
		return this.admission.bytes();
	}

	/**
	 * Return how often the backend was lost and came back.
	 * @return the number
	 */
	public long reconnects() {
		return this.availability.reconnects();
	}

	/**
	 * Return the tasks in flight.
	 * @param limit largest number of them
	 * @return the tasks, those first that were dispatched first
	 */
	public List<TaskInFlight> inFlight(int limit) {
		long now = System.nanoTime();
		return this.dispatcher.tasksInFlight()
			.limit(limit)
			.map((task) -> new TaskInFlight(task.name(), (task instanceof ChunkTask) ? null : task.key(), task.state(),
					task.history().age(now), task.parts()))
			.toList();
	}

}
