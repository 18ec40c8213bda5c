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

import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Makes an object of its content. In a cycle, it is tried early; if what came of it may
 * have asked its content, or failed, it is thrown away and made again later.
 */
final class Making implements Completion {

	private final Node node;

	private final Callable<@Nullable Object> maker;

	private final Function<@Nullable Object, Step> assessment;

	private final Predicate<@Nullable Object> keeps;

	private Step step = Step.KEEPING;

	private Making(Node node, Callable<@Nullable Object> maker, Function<@Nullable Object, Step> assessment,
			Predicate<@Nullable Object> keeps) {
		this.node = node;
		this.maker = maker;
		this.assessment = assessment;
		this.keeps = keeps;
	}

	/**
	 * Make by code of which it is known that it keeps the content as it is.
	 * @param node the object
	 * @param maker makes it, each time it is called
	 * @return the completion
	 */
	static Making keeping(Node node, Callable<@Nullable Object> maker) {
		return new Making(node, maker, (made) -> Step.KEEPING, (made) -> true);
	}

	/**
	 * Make by code of the application.
	 * @param node the object
	 * @param maker makes it, each time it is called
	 * @param keeps tells whether what was made keeps the content as it is; if not,
	 * arrays, collections and maps have to be whole, as they may have been copied
	 * @return the completion
	 */
	static Making copying(Node node, Callable<@Nullable Object> maker, Predicate<@Nullable Object> keeps) {
		return new Making(node, maker, (made) -> (keeps.test(made)) ? Step.KEEPING : Step.ASKING,
				(made) -> keeps.test(made) || node.hasWholeContainers());
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
		if (!this.keeps.test(made)) {
			return false;
		}
		this.node.make(made);
		return true;
	}

}
