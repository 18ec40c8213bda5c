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

package io.github.raytaskrunner.serialization.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.github.raytaskrunner.serialization.graph.Completion.Step;
import org.jspecify.annotations.Nullable;

/**
 * An object that is being read. It may be there before its content is, or only after it,
 * if what makes it needs the content.
 */
final class Node {

	private final int handle;

	private boolean made;

	private @Nullable Object object;

	private int missing;

	private List<Node> content = List.of();

	private List<Node> fieldValues = List.of();

	/**
	 * How deep all containers within this one are known to be whole, which they stay.
	 */
	private Depth wholeDepth = Depth.NONE;

	private @Nullable Completion completion;

	private @Nullable List<Consumer<@Nullable Object>> waiting;

	Node(int handle) {
		this.handle = handle;
	}

	int handle() {
		return this.handle;
	}

	/**
	 * Return whether the object is there, though perhaps not its content.
	 * @return whether {@link #object()} is what others may refer to
	 */
	boolean isMade() {
		return this.made;
	}

	@Nullable Object object() {
		return this.object;
	}

	/**
	 * Set what others refer to, and give it to those that waited.
	 * @param object the object
	 */
	void make(@Nullable Object object) {
		this.object = object;
		this.made = true;
		if (this.waiting != null) {
			List<Consumer<@Nullable Object>> waiting = this.waiting;
			this.waiting = null;
			waiting.forEach((setter) -> setter.accept(object));
		}
	}

	/**
	 * Put something at its place in the content: now, or when it is made.
	 * @param value an object, or the {@link Node} of one that is not made yet
	 * @param setter puts it there
	 */
	void take(@Nullable Object value, Consumer<@Nullable Object> setter) {
		if (!(value instanceof Node other)) {
			setter.accept(value);
			return;
		}
		this.missing++;
		if (other.waiting == null) {
			other.waiting = new ArrayList<>();
		}
		other.waiting.add((made) -> {
			setter.accept(made);
			this.missing--;
		});
	}

	/**
	 * Put something into an array of the content: now, or when it is made.
	 * @param value an object, or the {@link Node} of one that is not made yet
	 * @param content the array
	 * @param index the place in the array
	 */
	void take(@Nullable Object value, @Nullable Object[] content, int index) {
		if (value instanceof Node) {
			take(value, (made) -> content[index] = made);
		}
		else {
			content[index] = value;
		}
	}

	/**
	 * Note an object that this one refers to, and that is in a cycle, perhaps with this
	 * one.
	 * @param other the object
	 */
	void refersTo(Node other) {
		if (this.content.isEmpty()) {
			this.content = new ArrayList<>();
		}
		this.content.add(other);
	}

	/**
	 * Say what is to be done when all of the content is there.
	 * @param completion what is to be done
	 */
	void completeBy(Completion completion) {
		this.completion = completion;
	}

	/**
	 * Return what is left to be done.
	 * @return what is to be done, or {@code null} if nothing is
	 */
	@Nullable Completion completion() {
		return this.completion;
	}

	/**
	 * Complete the object, unless it is better done after others.
	 * @param step how far the cycle is
	 * @return whether it was done
	 * @throws Exception if the code of a class fails
	 */
	boolean complete(Step step) throws Exception {
		if (this.completion != null && !this.completion.attempt(step)) {
			return false;
		}
		this.completion = null;
		return true;
	}

	/**
	 * Complete the object though it is not possible yet, if it can be done again later.
	 * @return whether it was done
	 * @throws Exception if the code of a class fails
	 */
	boolean force() throws Exception {
		if (this.completion == null || !this.completion.force()) {
			return false;
		}
		this.completion = null;
		return true;
	}

	/**
	 * Return whether all that the object refers to is made.
	 * @return {@code false} if it cannot be completed
	 */
	boolean hasContent() {
		return this.missing == 0;
	}

	/**
	 * Return how much is noted that the object refers to.
	 * @return the number of objects
	 */
	int contentSize() {
		return this.content.size();
	}

	/**
	 * Note that the object refers by fields to what was noted last.
	 * @param before how much was noted before
	 */
	void refersByFields(int before) {
		if (this.content.size() > before) {
			List<Node> all = new ArrayList<>(this.fieldValues);
			all.addAll(this.content.subList(before, this.content.size()));
			this.fieldValues = all;
		}
	}

	/**
	 * Return whether all arrays that the object refers to by fields are whole. Code of
	 * the JDK copies those, and keeps what else it gets.
	 * @return {@code false} if one of them waits for something
	 */
	boolean hasWholeArrays() {
		return this.fieldValues.stream().allMatch((other) -> !(other.object instanceof Object[]) || other.isWhole());
	}

	/**
	 * Return whether all arrays, collections and maps that the object refers to are
	 * whole. Code of an application that gets one may copy it.
	 * @return {@code false} if one of them, or one that it is a view of, waits for
	 * something
	 */
	boolean hasWholeContainers() {
		return areContainersWhole(Depth.FIELDS);
	}

	/**
	 * Return whether all that the object refers to is whole, and what arrays, collections
	 * and maps among that hold.
	 * @return {@code false} if something has parts that it waits for
	 */
	boolean hasWholeContent() {
		return this.content.stream().allMatch((other) -> other == this || other.isWhole())
				&& areContainersWhole(Depth.CONTENT);
	}

	private boolean areContainersWhole(Depth depth) {
		Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<Node> pending = new ArrayDeque<>();
		List<Node> next = this.content;
		while (next != null) {
			for (Node other : next) {
				if (isContainer(other.object) && other.wholeDepth.compareTo(depth) < 0 && seen.add(other)
						&& other != this) {
					if (!other.isWhole()) {
						return false;
					}
					pending.add(other);
				}
			}
			next = pending.isEmpty() ? null : depth.inner(pending.remove());
		}
		if (!seen.contains(this)) {
			// many may refer to the same large list
			seen.forEach((other) -> other.wholeDepth = depth);
		}
		return true;
	}

	private static boolean isContainer(@Nullable Object object) {
		return object instanceof Object[] || object instanceof Collection<?> || object instanceof Map<?, ?>;
	}

	private boolean isWhole() {
		return this.missing == 0 && this.completion == null;
	}

	/**
	 * What of a container is looked at besides itself. Each includes those before.
	 */
	private enum Depth {

		NONE {

			@Override
			List<Node> inner(Node container) {
				return List.of();
			}

		},

		/**
		 * What it refers to by fields: of what it is a view.
		 */
		FIELDS {

			@Override
			List<Node> inner(Node container) {
				return container.fieldValues;
			}

		},

		CONTENT {

			@Override
			List<Node> inner(Node container) {
				return container.content;
			}

		};

		abstract List<Node> inner(Node container);

	}

}
