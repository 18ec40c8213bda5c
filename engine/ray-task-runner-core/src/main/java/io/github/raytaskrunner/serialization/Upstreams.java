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

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.serialization.graph.Surroundings;
import org.jspecify.annotations.Nullable;

/**
 * Collects the futures and runners found on the way through what a task captured.
 */
final class Upstreams implements Surroundings {

	/**
	 * Most tasks read no more, and each has a table of its own.
	 */
	private static final int FEW = 2;

	private final Map<RayTaskFuture<?>, Integer> indexes = new IdentityHashMap<>(FEW);

	private @Nullable RayTaskRunner runner;

	private final List<RayTaskFuture<?>> futures = new ArrayList<>();

	/**
	 * Note a runner that the task captured.
	 * @param runner the runner
	 */
	void found(RayTaskRunner runner) {
		this.runner = runner;
	}

	/**
	 * Return a runner that the task captured.
	 * @return the runner, which is of no use if the task captured none
	 */
	RayTaskRunner runner() {
		return Objects.requireNonNull(this.runner);
	}

	int indexOf(RayTaskFuture<?> future) {
		Integer known = this.indexes.putIfAbsent(future, this.futures.size());
		if (known != null) {
			return known;
		}
		this.futures.add(future);
		return this.futures.size() - 1;
	}

	boolean isEmpty() {
		return this.futures.isEmpty();
	}

	List<RayTaskFuture<?>> futures() {
		return List.copyOf(this.futures);
	}

}
