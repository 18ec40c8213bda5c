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
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import io.github.raytaskrunner.serialization.graph.Completion.Step;

/**
 * Completes objects that refer to one another, directly or not: a strongly connected
 * component of the graph.
 */
final class Circle {

	private final List<Node> incomplete = new ArrayList<>();

	/**
	 * Create a new instance.
	 * @param nodes the objects, each after those that were found through it
	 */
	Circle(List<Node> nodes) {
		for (Node node : nodes) {
			if (node.completion() != null) {
				this.incomplete.add(node);
			}
		}
	}

	void complete() throws Exception {
		while (!this.incomplete.isEmpty()) {
			if (!advance(Step.KEEPING) && !advance(Step.MAKING) && !advance(Step.ASKING)) {
				throw new UnreadableException(
						"objects that are made by constructors or methods of their classes refer to one another in a"
								+ " circle, so none of them can be made first");
			}
		}
	}

	/**
	 * Complete what is ready, in order, until that lets something else go before the
	 * rest.
	 */
	private boolean advance(Step step) throws Exception {
		int before = this.incomplete.size();
		Iterator<Node> nodes = this.incomplete.iterator();
		List<Node> left = new ArrayList<>();
		boolean released = false;
		while (nodes.hasNext()) {
			Node node = nodes.next();
			if (released || node.isMissingSomething() || !Objects.requireNonNull(node.completion()).attempt(step)) {
				left.add(node);
			}
			else {
				released = node.hasReleased();
			}
		}
		this.incomplete.clear();
		this.incomplete.addAll(left);
		return left.size() < before;
	}

}
