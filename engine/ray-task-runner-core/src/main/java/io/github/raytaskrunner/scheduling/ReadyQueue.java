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

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.github.raytaskrunner.attempt.Resources;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that can run, first in, first out for each shape of resources. The shapes take
 * turns, so that one which is in great demand does not starve the others. Not safe for
 * use by several threads.
 */
final class ReadyQueue {

	private final Map<Resources, Set<Task>> shapes = new LinkedHashMap<>();

	void add(Task task) {
		this.shapes.computeIfAbsent(task.resources(), (shape) -> new LinkedHashSet<>()).add(task);
	}

	void remove(Task task) {
		Set<Task> queue = this.shapes.get(task.resources());
		if (queue != null && queue.remove(task) && queue.isEmpty()) {
			this.shapes.remove(task.resources());
		}
	}

	/**
	 * Take the next task.
	 * @param hasRoom tells whether tasks of a shape can run
	 * @return the task, or {@code null} if there is none
	 */
	@Nullable Task poll(Predicate<Resources> hasRoom) {
		for (Resources shape : this.shapes.keySet()) {
			if (hasRoom.test(shape)) {
				Set<Task> queue = this.shapes.remove(shape);
				Task task = pollFirst(queue);
				if (!queue.isEmpty()) {
					this.shapes.put(shape, queue);
				}
				return task;
			}
		}
		return null;
	}

	private static Task pollFirst(Set<Task> queue) {
		Iterator<Task> tasks = queue.iterator();
		Task task = tasks.next();
		if (!task.remainsQueued()) {
			tasks.remove();
		}
		return task;
	}

	/**
	 * Take the task that is next of its shape if it is wanted.
	 * @param shape the resources
	 * @param wanted tells whether the task is wanted
	 * @return the task, or {@code null} if there is none or it is not wanted
	 */
	@Nullable Task pollIf(Resources shape, Predicate<Task> wanted) {
		Set<Task> queue = this.shapes.get(shape);
		if (queue == null || !wanted.test(queue.iterator().next())) {
			return null;
		}
		Task task = pollFirst(queue);
		if (queue.isEmpty()) {
			this.shapes.remove(shape);
		}
		return task;
	}

	int size(Resources shape) {
		Set<Task> queue = this.shapes.get(shape);
		return (queue != null) ? queue.size() : 0;
	}

	void clear() {
		this.shapes.clear();
	}

}
