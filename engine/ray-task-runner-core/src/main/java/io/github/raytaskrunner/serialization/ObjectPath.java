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

package io.github.raytaskrunner.serialization;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * An object and the way to it from a root.
 *
 * @param object the object
 * @param step what leads here from the parent, such as {@code field 'lock'}
 * @param parent the object before, or {@code null} for the root
 * @param depth number of steps from the root
 */
record ObjectPath(Object object, String step, @Nullable ObjectPath parent, int depth) {

	private static final int MAX_STEPS = 10;

	static ObjectPath root(Object object, String step) {
		return new ObjectPath(object, step, null, 0);
	}

	ObjectPath to(Object child, String childStep) {
		return new ObjectPath(child, childStep, this, this.depth + 1);
	}

	/**
	 * Describe the way with its last steps, and the first ones if there are more than
	 * fit.
	 * @return {@code captured argument 1 (Order) → field 'lock' (…ReentrantLock)}
	 */
	String describe() {
		Deque<String> steps = new ArrayDeque<>();
		for (ObjectPath path = this; path != null; path = path.parent) {
			boolean shown = path.depth <= MAX_STEPS / 2 || path.depth > this.depth - MAX_STEPS / 2;
			if (shown && !path.step.isEmpty()) {
				steps.addFirst(path.step + " (" + TypeNames.display(path.object.getClass()) + ")");
			}
			else if (path.depth == MAX_STEPS / 2 + 1) {
				steps.addFirst("…");
			}
		}
		return steps.stream().collect(Collectors.joining(" → "));
	}

}
