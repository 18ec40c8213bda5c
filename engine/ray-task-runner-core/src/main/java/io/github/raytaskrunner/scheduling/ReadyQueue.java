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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import io.github.raytaskrunner.attempt.Resources;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that can run, those of each shape of resources in the order of a
 * {@link ShapeQueue}. The shapes take turns, so that one which is in great demand does
 * not starve the others. Not safe for use by several threads.
 */
final class ReadyQueue {

	private final Map<Resources, ShapeQueue> shapes = new LinkedHashMap<>();

	void add(Task task) {
		queue(task).add(task);
	}

	/**
	 * Add a task before the others of its shape.
	 * @param task the task
	 */
	void addFirst(Task task) {
		queue(task).addFirst(task);
	}

	private ShapeQueue queue(Task task) {
		return this.shapes.computeIfAbsent(task.spec().resources(), (shape) -> new ShapeQueue());
	}

	void remove(Task task) {
		ShapeQueue queue = this.shapes.get(task.spec().resources());
		if (queue != null) {
			take(queue, task);
		}
	}

	private void take(ShapeQueue queue, Task task) {
		if (queue.remove(task) && queue.size() == 0) {
			this.shapes.remove(task.spec().resources());
		}
	}

	/**
	 * Take the next task.
	 * @param hasRoom tells whether tasks of a shape can run
	 * @return the task, or {@code null} if there is none
	 */
	@Nullable Task poll(Predicate<Resources> hasRoom) {
		for (Map.Entry<Resources, ShapeQueue> shape : this.shapes.entrySet()) {
			Task task = shape.getValue().peek();
			if (task != null && hasRoom.test(shape.getKey())) {
				this.shapes.remove(shape.getKey());
				this.shapes.put(shape.getKey(), shape.getValue());
				take(shape.getValue(), task);
				return task;
			}
		}
		return null;
	}

	/**
	 * Take the task that is next of its shape if it is wanted.
	 * @param shape the resources
	 * @param wanted tells whether the task is wanted
	 * @return the task, or {@code null} if there is none or it is not wanted
	 */
	@Nullable Task pollIf(Resources shape, Predicate<Task> wanted) {
		ShapeQueue queue = this.shapes.get(shape);
		Task task = (queue != null) ? queue.peek() : null;
		if (queue == null || task == null || !wanted.test(task)) {
			return null;
		}
		take(queue, task);
		return task;
	}

	int size(Resources shape) {
		ShapeQueue queue = this.shapes.get(shape);
		return (queue != null) ? queue.size() : 0;
	}

	void clear() {
		while (poll((shape) -> true) != null) {
			// ended tasks must not keep each other
		}
	}

}
