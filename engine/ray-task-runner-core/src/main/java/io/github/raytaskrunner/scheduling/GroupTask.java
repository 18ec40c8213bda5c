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

import java.util.List;

import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the graph for the items of a group that wait: they are ready when this is,
 * and end with it. Guarded by the lock of the scheduler.
 */
final class GroupTask extends Task {

	private final Group group;

	private List<Task> endedWith = List.of();

	GroupTask(Group group) {
		super(group.spec().ofSeveral(), null, 0, group.spec().dependencies());
		this.group = group;
	}

	@Override
	boolean isCounted() {
		return false;
	}

	@Override
	int parts() {
		return this.group.items().pending();
	}

	@Override
	@Nullable Task next(int slots) {
		return this.group.next(slots);
	}

	@Override
	void end(TaskState finalState) {
		super.end(finalState);
		this.endedWith = this.group.ends().endPending(finalState);
	}

	@Override
	List<Task> endedWith() {
		List<Task> ended = this.endedWith;
		this.endedWith = List.of();
		return ended;
	}

}
