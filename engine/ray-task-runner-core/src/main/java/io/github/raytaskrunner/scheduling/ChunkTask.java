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
import java.util.function.Supplier;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.AttemptResult;
import org.jspecify.annotations.Nullable;

/**
 * Items of a group that run in one attempt. It is never run again: what it leaves runs in
 * another one. Guarded by the lock of the scheduler.
 */
final class ChunkTask extends Task {

	private final Group group;

	private final int first;

	private final int count;

	private boolean hurried;

	private boolean interrupted;

	private List<Task> endedWith = List.of();

	ChunkTask(Group group, int first, int count) {
		super(group.spec().ofSeveral(), null, 0, group.spec().dependencies());
		this.group = group;
		this.first = first;
		this.count = count;
		notice(); // it is not for users
	}

	Group group() {
		return this.group;
	}

	int first() {
		return this.first;
	}

	int end() {
		return this.first + this.count;
	}

	/**
	 * Note what the attempt ended with.
	 * @param result the result
	 */
	void finished(AttemptResult result) {
		this.group.groups().chunks().finished(this, result);
	}

	void crashed(String reason) {
		this.group.groups().chunks().crashed(this, reason);
	}

	/**
	 * Note that it is to end soon.
	 * @return whether that is new
	 */
	boolean hurry() {
		boolean first = !this.hurried;
		this.hurried = true;
		return first;
	}

	/**
	 * Note that it is interrupted because of an item that was cancelled.
	 */
	void interrupt() {
		this.interrupted = true;
	}

	/**
	 * Return whether others of its items may have failed because of an interrupt.
	 * @return whether that may be so
	 */
	boolean isInterrupted() {
		return this.interrupted;
	}

	/**
	 * Let its items wait again: the attempt did not start.
	 */
	void dissolve() {
		this.group.groups().chunks().dissolve(this);
	}

	@Override
	boolean isWritten() {
		return false;
	}

	@Override
	Supplier<byte[]> content() {
		return this.group.content(this.first, this.first + this.count, false);
	}

	@Override
	boolean isCounted() {
		return false;
	}

	@Override
	@Nullable Task part(int item) {
		return this.group.tasks().get(this.first + item);
	}

	@Override
	int parts() {
		return this.count;
	}

	@Override
	void start(long now) {
		super.start(now);
		this.group.started(this, now);
	}

	@Override
	void end(TaskState finalState) {
		super.end(finalState);
		this.endedWith = this.group.ends().endDispatched(this, finalState);
	}

	@Override
	List<Task> endedWith() {
		List<Task> ended = this.endedWith;
		this.endedWith = List.of();
		return ended;
	}

}
