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
import java.util.function.Supplier;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.settings.TaskSpec;

/**
 * One item of a group. Most items have none: there is one once a user asks for the future
 * of the item, or when the item goes its own way as every other task does. Guarded by the
 * lock of the scheduler.
 */
final class ItemTask extends Task {

	private final Group group;

	private final int index;

	private final boolean standsAlone;

	/**
	 * Create a task for an item whose bytes the group has.
	 * @param group the group
	 * @param index index of the item
	 * @param spec name and key of the item
	 * @param size size of the item in bytes
	 */
	ItemTask(Group group, int index, TaskSpec spec, int size) {
		super(spec, null, size, List.of());
		this.group = group;
		this.index = index;
		this.standsAlone = false;
	}

	/**
	 * Create a task for an item that does not travel as those of its group.
	 * @param group the group
	 * @param index index of the item
	 * @param spec name and key of the item
	 * @param bytes the serialized task
	 * @param dependencies what it depends on
	 */
	ItemTask(Group group, int index, TaskSpec spec, byte[] bytes, List<Dependency> dependencies) {
		super(spec, bytes, bytes.length, dependencies);
		this.group = group;
		this.index = index;
		this.standsAlone = true;
	}

	Group group() {
		return this.group;
	}

	int index() {
		return this.index;
	}

	@Override
	boolean isWritten() {
		return this.standsAlone && super.isWritten();
	}

	@Override
	Supplier<byte[]> content() {
		return this.standsAlone ? super.content() : this.group.content(this.index, this.index + 1, true);
	}

	@Override
	boolean isCounted() {
		return this.group.isOwn(this);
	}

	@Override
	void detach() {
		this.group.leave(this);
	}

	@Override
	void ran(Duration time, long size) {
		this.group.ran(time, size);
	}

	@Override
	void end(TaskState finalState) {
		super.end(finalState);
		this.group.ends().endedAlone(this.index, finalState);
	}

	/**
	 * End together with others of the group.
	 * @param finalState the state
	 */
	void endWithOthers(TaskState finalState) {
		super.end(finalState);
	}

	// Who holds the futures of the group as a whole can get one.
	@Override
	boolean mayBeAskedFor() {
		return (future() != null) ? super.mayBeAskedFor() : openFutures() > 0;
	}

	/**
	 * Return whether only the group itself holds the future.
	 * @return whether no user does
	 */
	boolean isUnheld() {
		return future() == null && openFutures() == 1;
	}

}
