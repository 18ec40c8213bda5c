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

package io.github.raytaskrunner.caching;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.scheduling.Task;
import io.github.raytaskrunner.waiting.Deadline;

/**
 * Tasks whose value may still have to be kept. Safe for use by several threads.
 */
final class UnkeptTasks {

	private final Set<Task> tasks = new HashSet<>();

	synchronized void add(Task task) {
		this.tasks.add(task);
	}

	synchronized void remove(Task task) {
		this.tasks.remove(task);
		notifyAll();
	}

	/**
	 * Wait until none of them has ended.
	 * @param deadline longest time to wait for that
	 * @return whether none has
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	synchronized boolean await(Deadline deadline) throws InterruptedException {
		while (haveEnded() && !deadline.isOver()) {
			TimeUnit.NANOSECONDS.timedWait(this, deadline.remainingNanos());
		}
		return !haveEnded();
	}

	private boolean haveEnded() {
		return this.tasks.stream().anyMatch((task) -> task.state().isFinal());
	}

}
