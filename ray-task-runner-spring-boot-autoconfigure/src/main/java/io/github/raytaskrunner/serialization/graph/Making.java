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
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Makes an object of its content. In a circle, it is tried early; if what came of it may
 * have asked its content, or failed, it is thrown away and made again later.
 */
final class Making implements Completion {

	private final Node node;

	private final Callable<@Nullable Object> maker;

	private final Function<@Nullable Object, Step> assessment;

	private Step step = Step.KEEPING;

	/**
	 * Create a new instance.
	 * @param node the object
	 * @param maker makes it, each time it is called
	 * @param assessment tells of what was made when at the earliest it may be made
	 */
	Making(Node node, Callable<@Nullable Object> maker, Function<@Nullable Object, Step> assessment) {
		this.node = node;
		this.maker = maker;
		this.assessment = assessment;
	}

	/**
	 * Make by {@code readResolve} of an object that takes its content before.
	 * @param node the object
	 * @param object what was read
	 * @param fill puts the content into what was read
	 * @param readResolve the method
	 * @return the completion
	 */
	static Making resolving(Node node, Object object, Fill fill, MethodHandle readResolve) {
		AtomicBoolean filled = new AtomicBoolean();
		return new Making(node, () -> {
			if (!filled.get()) {
				fill.attempt(Step.ASKING);
				filled.set(true);
			}
			return Invocation.replace(readResolve, object);
		}, Making::byType);
	}

	/**
	 * Assess by type what code of a class made.
	 * @param made what was made
	 * @return lists keep, maps and sets ask
	 */
	static Step byType(@Nullable Object made) {
		if (made instanceof List<?>) {
			return Step.KEEPING;
		}
		return (made instanceof Map<?, ?> || made instanceof Set<?>) ? Step.ASKING : Step.MAKING;
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
			made = this.maker.call();
		}
		catch (Exception ex) {
			if (step == Step.ASKING) {
				throw ex;
			}
			this.step = Step.ASKING;
			return false;
		}
		if (step != Step.ASKING) {
			this.step = this.assessment.apply(made);
			if (this.step.compareTo(step) > 0) {
				return false;
			}
		}
		this.node.make(made);
		return true;
	}

}
