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
import java.util.concurrent.TimeUnit;

import io.ray.api.ObjectRef;
import io.ray.api.Ray;

/**
 * Tiny tasks of Ray.
 */
final class RayTasks {

	Map<Workload, Implementation> all() {
		// an item is a task for those who have no map
		return Map.of(Workload.SUBMIT, Implementation.timed(this::submit), Workload.MAP,
				Implementation.timed(this::submit), Workload.MAP_AS_COMPLETED, Implementation.timed(this::submit),
				Workload.ONE_AFTER_ANOTHER, Implementation.timed(this::oneAfterAnother), Workload.AFTER_IDLENESS,
				this::afterIdleness, Workload.CHAIN, Implementation.timed(this::chain), Workload.TREE,
				Implementation.timed(this::tree));
	}

	static Integer successor(Integer number) {
		return number + 1;
	}

	static Integer same(Integer number) {
		return number;
	}

	static Integer sum(Integer left, Integer right) {
		return left + right;
	}

	private long submit(int size) {
		List<ObjectRef<Integer>> references = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			references.add(Ray.task(RayTasks::successor, i).remote());
		}
		return Ray.get(references).stream().mapToLong(Integer::longValue).sum();
	}

	private long oneAfterAnother(int size) {
		long sum = 0;
		for (int i = 0; i < size; i++) {
			sum += Ray.task(RayTasks::successor, i).remote().get();
		}
		return sum;
	}

	private Outcome afterIdleness(int size) throws InterruptedException {
		long sum = 0;
		long nanos = 0;
		for (int i = 0; i < size; i++) {
			TimeUnit.MILLISECONDS.sleep(200);
			long start = System.nanoTime();
			sum += Ray.task(RayTasks::successor, i).remote().get();
			nanos += System.nanoTime() - start;
		}
		return new Outcome(sum, nanos, 0);
	}

	private long chain(int size) {
		ObjectRef<Integer> last = Ray.task(RayTasks::successor, 0).remote();
		for (int i = 1; i < size; i++) {
			last = Ray.task(RayTasks::successor, last).remote();
		}
		return last.get();
	}

	private long tree(int size) {
		List<ObjectRef<Integer>> level = new ArrayList<>();
		for (int i = 1; i <= size; i++) {
			level.add(Ray.task(RayTasks::same, i).remote());
		}
		while (level.size() > 1) {
			List<ObjectRef<Integer>> above = new ArrayList<>();
			for (int i = 0; i + 1 < level.size(); i += 2) {
				above.add(Ray.task(RayTasks::sum, level.get(i), level.get(i + 1)).remote());
			}
			if (level.size() % 2 != 0) {
				above.add(level.get(level.size() - 1));
			}
			level = above;
		}
		return level.get(0).get();
	}

}
