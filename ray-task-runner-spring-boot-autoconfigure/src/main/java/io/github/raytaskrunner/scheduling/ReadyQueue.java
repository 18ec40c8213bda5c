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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

import io.github.raytaskrunner.backend.Resources;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that can run, first in, first out for each shape of resources. The shapes take
 * turns, so that one which is in great demand does not starve the others. Not safe for
 * use by several threads.
 */
final class ReadyQueue {

	private final Map<Resources, Queue<Task>> shapes = new LinkedHashMap<>();

	void add(Task task) {
		this.shapes.computeIfAbsent(task.resources(), (shape) -> new ArrayDeque<>()).add(task);
	}

	@Nullable Task poll() {
		Iterator<Map.Entry<Resources, Queue<Task>>> turns = this.shapes.entrySet().iterator();
		if (!turns.hasNext()) {
			return null;
		}
		Map.Entry<Resources, Queue<Task>> turn = turns.next();
		Resources shape = turn.getKey();
		Queue<Task> queue = turn.getValue();
		Task task = queue.poll();
		if (queue.isEmpty()) {
			turns.remove();
		}
		else if (turns.hasNext()) {
			turns.remove();
			this.shapes.put(shape, queue);
		}
		return task;
	}

	void clear() {
		this.shapes.clear();
	}

}
