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

package io.github.raytaskrunner.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;

/**
 * Tasks of the library that read the values of others.
 */
final class RunnerGraphs {

	private final RayTaskRunner runner;

	RunnerGraphs(RayTaskRunner runner) {
		this.runner = runner;
	}

	Map<Workload, Implementation> all() {
		return Map.of(Workload.CHAIN, Implementation.timed(this::chain), Workload.TREE,
				Implementation.timed(this::tree));
	}

	private long chain(int size) {
		RayTaskFuture<Integer> last = this.runner.submit(() -> 1);
		for (int i = 1; i < size; i++) {
			RayTaskFuture<Integer> before = last;
			last = this.runner.submit(() -> before.result() + 1);
		}
		return last.result();
	}

	private long tree(int size) {
		List<RayTaskFuture<Integer>> level = new ArrayList<>();
		for (int i = 1; i <= size; i++) {
			int number = i;
			level.add(this.runner.submit(() -> number));
		}
		while (level.size() > 1) {
			List<RayTaskFuture<Integer>> above = new ArrayList<>();
			for (int i = 0; i + 1 < level.size(); i += 2) {
				above.add(sum(level.get(i), level.get(i + 1)));
			}
			if (level.size() % 2 != 0) {
				above.add(level.get(level.size() - 1));
			}
			level = above;
		}
		return level.get(0).result();
	}

	private RayTaskFuture<Integer> sum(RayTaskFuture<Integer> left, RayTaskFuture<Integer> right) {
		return this.runner.submit(() -> left.result() + right.result());
	}

}
