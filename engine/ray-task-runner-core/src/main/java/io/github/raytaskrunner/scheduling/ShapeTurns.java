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
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

import io.github.raytaskrunner.attempt.Resources;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of one kind of which tasks are queued, and whose turn it is. Those that had
 * no room are not asked again before something has changed for them. Not safe for use by
 * several threads.
 */
final class ShapeTurns {

	private final ShapeKind kind;

	/**
	 * Those that may have room, in the order of their turns.
	 */
	private final Set<Resources> open = new LinkedHashSet<>();

	private final Set<Resources> full = new LinkedHashSet<>();

	ShapeTurns(ShapeKind kind) {
		this.kind = kind;
	}

	ShapeKind kind() {
		return this.kind;
	}

	void add(Resources shape) {
		this.open.add(shape);
	}

	void remove(Resources shape) {
		this.open.remove(shape);
		this.full.remove(shape);
	}

	/**
	 * Return the shape whose turn it is.
	 * @param hasRoom tells whether tasks of a shape can run
	 * @return the shape, or {@code null} if none has room
	 */
	@Nullable Resources next(Predicate<Resources> hasRoom) {
		Iterator<Resources> shapes = this.open.iterator();
		while (shapes.hasNext()) {
			Resources shape = shapes.next();
			if (hasRoom.test(shape)) {
				return shape;
			}
			shapes.remove();
			this.full.add(shape);
		}
		return null;
	}

	/**
	 * Note that a shape has had its turn.
	 * @param shape the shape
	 */
	void took(Resources shape) {
		this.open.remove(shape);
		this.open.add(shape);
	}

	/**
	 * Note that a shape may have room again.
	 * @param shape the shape
	 */
	void reopen(Resources shape) {
		if (this.full.remove(shape)) {
			this.open.add(shape);
		}
	}

	/**
	 * Note that all shapes may have room again.
	 */
	void reopen() {
		this.open.addAll(this.full);
		this.full.clear();
	}

	/**
	 * Return whether a shape may have room.
	 * @return whether not all are full
	 */
	boolean isOpen() {
		return !this.open.isEmpty();
	}

	boolean isEmpty() {
		return this.open.isEmpty() && this.full.isEmpty();
	}

}
