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

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the scheduler asks a node of its graph because some stand for several tasks of
 * users, or for a part of them. Answers as a task does that a user has submitted. Guarded
 * by the lock of the scheduler.
 */
abstract class GraphNode extends HeldNode {

	/**
	 * Return what is to be dispatched next of this.
	 * @param slots number of calls that run at once
	 * @return the task itself, or one for a part of it, or {@code null} if there is
	 * nothing
	 */
	@Nullable Task next(int slots) {
		return (Task) this;
	}

	/**
	 * Return whether this is a task that a user has submitted, and not several of them.
	 * @return whether it counts as one
	 */
	boolean isCounted() {
		return true;
	}

	/**
	 * Return what an attempt of this task ran as one of its items.
	 * @param item index of the item among those of the attempt
	 * @return its task, or {@code null} if it has none
	 */
	@Nullable Task part(int item) {
		return (Task) this;
	}

	/**
	 * Return how many tasks of users start with this one.
	 * @return the number
	 */
	int parts() {
		return 1;
	}

	/**
	 * Note that this is about to end by itself, and not with others.
	 */
	void detach() {
	}

	/**
	 * Note how long an attempt ran, and how much it returned.
	 * @param time the time
	 * @param size number of bytes of the value
	 */
	void ran(Duration time, long size) {
	}

	/**
	 * Return the tasks that have ended with this one, and whose dependents do not know.
	 * @return the tasks
	 */
	List<Task> endedWith() {
		return List.of();
	}

}
