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
import java.util.function.Predicate;

import io.github.raytaskrunner.serialization.graph.Completion.Step;
import org.jspecify.annotations.Nullable;

/**
 * Completes objects that refer to one another, directly or not: a strongly connected
 * component of the graph. Nobody can say in which order the application made them, so
 * those come first whose content is whole, then those that can do without, and what takes
 * its own place is given to others before its content is there only if it must.
 */
final class Cycle {

	private List<Node> incomplete = new ArrayList<>();

	/**
	 * What asked for hashes and the like, in order.
	 */
	private final List<Completion> asking = new ArrayList<>();

	/**
	 * How many of these asked before all others were whole.
	 */
	private int early;

	private final List<Completion> forced = new ArrayList<>();

	private @Nullable Exception failure;

	/**
	 * Create a new instance.
	 * @param nodes the objects, each after those that were found through it
	 */
	Cycle(List<Node> nodes) {
		for (Node node : nodes) {
			if (node.completion() != null) {
				this.incomplete.add(node);
			}
		}
	}

	void complete() throws Exception {
		while (!this.incomplete.isEmpty()) {
			if (!advance(Node::hasWholeContent) && !advance((node) -> true) && !force() && !lend()) {
				throw (this.failure != null) ? this.failure : new UnreadableException(
						"objects that are made by constructors or methods of their classes refer to one another in a"
								+ " cycle, so none of them can be made first");
			}
		}
		renew();
	}

	/**
	 * Let code of a class put in what is there though it may copy what is not whole, as
	 * others wait for it. It does so again later.
	 */
	private boolean force() {
		for (Node node : this.incomplete) {
			Completion completion = node.completion();
			try {
				if (completion != null && node.hasContent() && node.force()) {
					this.incomplete.remove(node);
					this.forced.add(completion);
					note(completion);
					return true;
				}
			}
			catch (Exception ex) {
				this.failure = ex;
			}
		}
		return false;
	}

	private void note(Completion completion) {
		if (completion.isAsking()) {
			this.asking.add(completion);
		}
		else {
			this.early = this.asking.size();
		}
	}

	private void renew() throws Exception {
		renew(this.asking.subList(0, this.early));
		if (!this.forced.isEmpty()) {
			renew(this.forced);
			renew(this.asking);
		}
	}

	private static void renew(List<Completion> completions) throws Exception {
		for (Completion completion : completions) {
			completion.renew();
		}
	}

	private boolean lend() {
		for (Node node : this.incomplete) {
			Completion completion = node.completion();
			if (completion != null && completion.lend()) {
				return true;
			}
		}
		return false;
	}

	private boolean advance(Predicate<Node> ready) {
		for (Step step : Step.values()) {
			if (advance(step, ready)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Complete what is ready, in order.
	 */
	private boolean advance(Step step, Predicate<Node> ready) {
		List<Node> left = new ArrayList<>();
		for (Node node : this.incomplete) {
			if (!complete(node, step, ready)) {
				left.add(node);
			}
		}
		boolean advanced = left.size() < this.incomplete.size();
		this.incomplete = left;
		return advanced;
	}

	private boolean complete(Node node, Step step, Predicate<Node> ready) {
		Completion completion = node.completion();
		if (completion == null || !node.hasContent() || !completion.isPossible(node) || !ready.test(node)) {
			return false;
		}
		try {
			boolean completed = node.complete(step);
			if (completed) {
				note(completion);
			}
			return completed;
		}
		catch (Exception ex) {
			// perhaps it works when others are complete
			this.failure = ex;
			return false;
		}
	}

}
