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

import java.util.function.Predicate;

/**
 * Puts the content into an object that is there already.
 */
final class Fill implements Completion {

	private final Step step;

	private final Predicate<Node> possible;

	private final Action action;

	/**
	 * Create a new instance.
	 * @param step when in a circle the content may be put in
	 * @param possible tells whether nothing of the content would be lost
	 * @param action puts it in
	 */
	Fill(Step step, Predicate<Node> possible, Action action) {
		this.step = step;
		this.possible = possible;
		this.action = action;
	}

	@Override
	public boolean isPossible(Node node) {
		return this.possible.test(node);
	}

	@Override
	public boolean attempt(Step step) throws Exception {
		if (this.step.compareTo(step) > 0) {
			return false;
		}
		this.action.run();
		return true;
	}

	/**
	 * Code that may fail.
	 */
	@FunctionalInterface
	interface Action {

		void run() throws Exception;

	}

}
