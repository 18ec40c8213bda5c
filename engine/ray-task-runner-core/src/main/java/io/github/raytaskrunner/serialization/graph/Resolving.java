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

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Makes an object by {@code readResolve} of what was read, which takes its content
 * before. What was read may take its own place; then, if nothing else helps, a cycle gets
 * it before.
 */
final class Resolving implements Completion {

	private final Node node;

	private final Object read;

	private final Fill fill;

	private final MethodHandle readResolve;

	private Step step;

	private boolean filled;

	private boolean lent;

	/**
	 * Create a new instance.
	 * @param node the object
	 * @param read what was read
	 * @param fill puts the content into what was read
	 * @param readResolve the method
	 */
	Resolving(Node node, Object read, Fill fill, MethodHandle readResolve) {
		this.node = node;
		this.read = read;
		this.fill = fill;
		this.readResolve = readResolve;
		this.step = (isAsking(read)) ? Step.ASKING : Step.KEEPING;
	}

	@Override
	public boolean isPossible(Node node) {
		return true;
	}

	@Override
	public boolean attempt(Step step) throws Exception {
		if (this.step.compareTo(step) > 0) {
			return false;
		}
		Object made;
		try {
			made = resolve();
		}
		catch (Exception ex) {
			if (step == Step.ASKING) {
				throw ex;
			}
			this.step = Step.ASKING;
			return false;
		}
		if (this.lent) {
			if (made != this.read) {
				throw new UnreadableException("readResolve of " + this.read.getClass().getName()
						+ " returns now this object, now another one, and the object is in a cycle");
			}
			return true;
		}
		if (step != Step.ASKING) {
			this.step = byType(made);
			if (this.step.compareTo(step) > 0) {
				return false;
			}
		}
		if (made != this.read && !isCopyWhole()) {
			return false;
		}
		this.node.make(made);
		return true;
	}

	private @Nullable Object resolve() throws Exception {
		if (!this.filled) {
			this.fill.attempt(Step.ASKING);
			this.filled = true;
		}
		return Invocation.replace(this.readResolve, this.read);
	}

	private boolean isCopyWhole() {
		return (JdkClasses.contains(this.read.getClass())) ? this.node.hasWholeArrays()
				: this.node.hasWholeContainers();
	}

	@Override
	public boolean lend() {
		if (this.lent) {
			return false;
		}
		try {
			this.lent = Invocation.replace(this.readResolve, this.read) == this.read;
		}
		catch (Exception ex) {
			return false;
		}
		if (this.lent) {
			this.node.make(this.read);
		}
		return this.lent;
	}

	@Override
	public boolean isAsking() {
		return this.step == Step.ASKING;
	}

	/**
	 * What was made cannot be made anew, as others refer to it.
	 */
	@Override
	public void renew() {
		Object made = this.node.object();
		boolean lost = (made instanceof Set<?> set && !set.containsAll(set))
				|| (made instanceof Map<?, ?> map && !map.keySet().stream().allMatch(map::containsKey));
		if (lost) {
			throw new UnreadableException("readResolve of " + this.read.getClass().getName()
					+ " made a set or map of objects that had another hash while they were in a cycle with it");
		}
	}

	// lists keep their elements, maps and sets ask them
	private static Step byType(@Nullable Object made) {
		if (made instanceof List<?>) {
			return Step.KEEPING;
		}
		return (isAsking(made)) ? Step.ASKING : Step.MAKING;
	}

	private static boolean isAsking(@Nullable Object made) {
		return made instanceof Map<?, ?> || made instanceof Set<?>;
	}

}
