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

	private final boolean asking;

	private Fill(Step step, Predicate<Node> possible, Action action, boolean asking) {
		this.step = step;
		this.possible = possible;
		this.action = action;
		this.asking = asking;
	}

	/**
	 * Create what fills an object.
	 * @param step when in a cycle the content may be put in
	 * @param possible tells whether nothing of the content would be lost
	 * @param action puts it in
	 * @return the completion
	 */
	static Fill of(Step step, Predicate<Node> possible, Action action) {
		return new Fill(step, possible, action, false);
	}

	/**
	 * Create what fills a hash table, or another collection that asks its content for its
	 * place.
	 * @param action puts the content in, instead of what it put in before
	 * @return the completion
	 */
	static Fill ofTable(Action action) {
		return new Fill(Step.ASKING, Node::hasContent, action, true);
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

	@Override
	public boolean isAsking() {
		return this.asking;
	}

	@Override
	public boolean force() throws Exception {
		if (this.asking) {
			return false;
		}
		this.action.run();
		return true;
	}

	@Override
	public void renew() throws Exception {
		this.action.run();
	}

	/**
	 * Code that may fail.
	 */
	@FunctionalInterface
	interface Action {

		void run() throws Exception;

		/**
		 * Put in what is there and needs no code of a class, as others may ask for it
		 * before.
		 * @throws Exception if a value does not fit its field
		 */
		default void prepare() throws Exception {
		}

	}

}
