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
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Tasks of one shape of resources, first in, first out. Those that tasks have submitted
 * come before those: while a task waits others take its slot, and each of them would wait
 * in turn if they were not what is waited for. Not safe for use by several threads.
 */
final class ShapeQueue {

	/**
	 * Queues by depth, of which none is empty.
	 */
	private final TreeMap<Integer, TaskQueue> depths = new TreeMap<>();

	private final ShapeTurns turns;

	private int size;

	/**
	 * Create a new queue.
	 * @param turns the turns that the shape takes with others
	 */
	ShapeQueue(ShapeTurns turns) {
		this.turns = turns;
	}

	ShapeTurns turns() {
		return this.turns;
	}

	void add(Task task) {
		queue(task).add(task);
		this.size++;
	}

	/**
	 * Add a task before the others of its depth.
	 * @param task the task
	 */
	void addFirst(Task task) {
		queue(task).addFirst(task);
		this.size++;
	}

	private TaskQueue queue(Task task) {
		return this.depths.computeIfAbsent(task.spec().depth(), (depth) -> new TaskQueue());
	}

	/**
	 * Take a task out.
	 * @param task the task
	 * @return whether it was in this queue
	 */
	boolean remove(Task task) {
		TaskQueue queue = this.depths.get(task.spec().depth());
		if (queue == null || !queue.remove(task)) {
			return false;
		}
		if (queue.size() == 0) {
			this.depths.remove(task.spec().depth());
		}
		this.size--;
		return true;
	}

	/**
	 * Return the task that is next.
	 * @return the task, or {@code null} if there is none
	 */
	@Nullable Task peek() {
		Map.Entry<Integer, TaskQueue> deepest = this.depths.lastEntry();
		return (deepest != null) ? deepest.getValue().peek() : null;
	}

	int size() {
		return this.size;
	}

}
