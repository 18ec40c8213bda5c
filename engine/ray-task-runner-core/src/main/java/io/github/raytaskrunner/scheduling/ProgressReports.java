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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskProgress;
import io.github.raytaskrunner.attempt.AttemptEvent;
import org.jspecify.annotations.Nullable;

/**
 * Notes how far tasks are, and tells the listener. A listener that is slow hears less
 * often of each task: what waits for it is no more than the tasks that are in flight.
 */
final class ProgressReports {

	private final Outbox outbox;

	private final TaskListener listener;

	/**
	 * Tasks of whose progress the listener is about to hear. Guarded by this.
	 */
	private final Set<Task> untold = new LinkedHashSet<>();

	ProgressReports(Outbox outbox, TaskListener listener) {
		this.outbox = outbox;
		this.listener = listener;
	}

	/**
	 * Note progress. With the lock of the scheduler, so that no final state comes between
	 * the future and the listener.
	 * @param task the task whose attempt told it
	 * @param event the progress
	 */
	void progressed(Task task, AttemptEvent.Progressed event) {
		Task part = task.part(event.item());
		if (part == null || part.state().isFinal()) {
			return;
		}
		part.setProgress(new TaskProgress(event.done(), event.total(), event.message()));
		if (add(part)) {
			this.outbox.postLater(this::tell);
		}
	}

	private synchronized boolean add(Task task) {
		boolean first = this.untold.isEmpty();
		this.untold.add(task);
		return first;
	}

	private synchronized List<Task> take() {
		List<Task> tasks = List.copyOf(this.untold);
		this.untold.clear();
		return tasks;
	}

	private void tell() {
		for (Task task : take()) {
			@Nullable TaskProgress progress = task.progress();
			if (progress != null) {
				this.listener.progressed(task.name(), task.key(), progress);
			}
		}
	}

}
