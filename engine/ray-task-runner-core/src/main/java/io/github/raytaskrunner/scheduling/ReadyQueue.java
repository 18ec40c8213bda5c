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

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.github.raytaskrunner.attempt.Resources;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that can run, those of each shape of resources in the order of a
 * {@link ShapeQueue}. The kinds of shapes take turns, and the shapes of each kind, so
 * that one which is in great demand does not starve the others. What had no room is not
 * looked at again before it may have some. Not safe for use by several threads.
 */
final class ReadyQueue {

	private final Map<Resources, ShapeQueue> shapes = new HashMap<>();

	private final Map<ShapeKind, ShapeTurns> kinds = new HashMap<>();

	/**
	 * Kinds that may have room, in the order of their turns.
	 */
	private final Set<ShapeTurns> open = new LinkedHashSet<>();

	/**
	 * Kinds that had no room for a shape which had some.
	 */
	private final Set<ShapeTurns> heldUp = new LinkedHashSet<>();

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
		return this.shapes.computeIfAbsent(task.spec().resources(), (shape) -> {
			ShapeTurns turns = this.kinds.computeIfAbsent(ShapeKind.of(shape), ShapeTurns::new);
			turns.add(shape);
			if (!this.heldUp.contains(turns)) {
				this.open.add(turns);
			}
			return new ShapeQueue(turns);
		});
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
			ShapeTurns turns = queue.turns();
			turns.remove(task.spec().resources());
			if (turns.isEmpty()) {
				this.kinds.remove(turns.kind());
				this.open.remove(turns);
				this.heldUp.remove(turns);
			}
		}
	}

	/**
	 * Take the next task.
	 * @param room where tasks can run
	 * @return the task, or {@code null} if there is none
	 */
	@Nullable Task poll(Room room) {
		while (!this.open.isEmpty()) {
			ShapeTurns turns = this.open.iterator().next();
			this.open.remove(turns);
			Resources shape = turns.next(room::isFor);
			if (shape != null && room.isFor(turns.kind())) {
				this.open.add(turns);
				turns.took(shape);
				return take(shape);
			}
			if (shape != null) {
				this.heldUp.add(turns);
			}
		}
		return null;
	}

	private @Nullable Task take(Resources shape) {
		return pollIf(shape, (task) -> true);
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

	/**
	 * Note that there may be room again for a shape, and so for its kind.
	 * @param shape the resources
	 */
	void reopen(Resources shape) {
		ShapeTurns turns = this.kinds.get(ShapeKind.of(shape));
		if (turns != null) {
			turns.reopen(shape);
			reopen(turns);
		}
	}

	private void reopen(ShapeTurns turns) {
		this.heldUp.remove(turns);
		this.open.add(turns);
	}

	/**
	 * Note that there may be room again for all.
	 */
	void reopen() {
		this.kinds.values().forEach((turns) -> {
			turns.reopen();
			reopen(turns);
		});
	}

	/**
	 * Return the kinds in which shapes wait only because other shapes have taken all the
	 * room there is for the kind.
	 * @return the kinds
	 */
	List<ShapeKind> heldUp() {
		// asked with each task
		if (this.heldUp.isEmpty()) {
			return List.of();
		}
		return this.heldUp.stream().filter(ShapeTurns::isOpen).map(ShapeTurns::kind).toList();
	}

	int size(Resources shape) {
		ShapeQueue queue = this.shapes.get(shape);
		return (queue != null) ? queue.size() : 0;
	}

	void clear() {
		// ended tasks must not keep each other
		for (Resources shape : List.copyOf(this.shapes.keySet())) {
			while (take(shape) != null) {
				// and there are no more of this shape then
			}
		}
	}

	/**
	 * Where tasks can run.
	 */
	interface Room {

		/**
		 * Return whether another call of a shape can run, as far as others of that shape
		 * are concerned.
		 * @param shape the resources
		 * @return whether there is room
		 */
		boolean isFor(Resources shape);

		/**
		 * Return whether another call of a kind of shapes can run.
		 * @param kind the kind
		 * @return whether there is room
		 */
		boolean isFor(ShapeKind kind);

	}

}
