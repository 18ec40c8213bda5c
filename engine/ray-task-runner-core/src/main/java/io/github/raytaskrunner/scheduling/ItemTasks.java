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

package io.github.raytaskrunner.scheduling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The items of a group that have a task of their own, by index. Guarded by the lock of
 * the scheduler.
 */
final class ItemTasks {

	private final Map<Integer, ItemTask> tasks = new HashMap<>(0);

	void add(ItemTask task) {
		this.tasks.put(task.index(), task);
	}

	@Nullable ItemTask get(int index) {
		return this.tasks.isEmpty() ? null : this.tasks.get(index);
	}

	boolean remove(ItemTask task) {
		return this.tasks.remove(task.index(), task);
	}

	List<ItemTask> all() {
		return List.copyOf(this.tasks.values());
	}

	/**
	 * Return the tasks of some items.
	 * @param from index of the first item
	 * @param to index after the last one
	 * @return the tasks there are
	 */
	List<ItemTask> of(int from, int to) {
		if (this.tasks.size() < to - from) {
			return this.tasks.values().stream().filter((task) -> task.index() >= from && task.index() < to).toList();
		}
		List<ItemTask> found = new ArrayList<>();
		for (int i = from; i < to; i++) {
			ItemTask task = this.tasks.get(i);
			if (task != null) {
				found.add(task);
			}
		}
		return found;
	}

}
