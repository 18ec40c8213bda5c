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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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

	private boolean releasing;

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
			other.releasing |= this.missing == 0 && this.completion != null;
		});
	}

	/**
	 * Say what is to be done when all of the content is there.
	 * @param completion what is to be done
	 */
	void completeBy(Completion completion) {
		this.completion = completion;
	}

	@Nullable Completion completion() {
		return this.completion;
	}

	boolean isMissingSomething() {
		return this.missing > 0;
	}

	/**
	 * Return whether something else can be completed since this object was made.
	 * @return whether another object missed nothing but this one
	 */
	boolean hasReleased() {
		return this.releasing;
	}

}
