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

import org.jspecify.annotations.Nullable;

/**
 * Queue of tasks that are linked to each other, so that one in the middle can be taken
 * out at once and millions take no memory of their own. A task is in one queue at most.
 * Not safe for use by several threads.
 */
final class TaskQueue {

	private @Nullable Link first;

	private @Nullable Link last;

	private int size;

	void add(Task task) {
		insert(task, this.last, null);
	}

	void addFirst(Task task) {
		insert(task, null, this.first);
	}

	private void insert(Link link, @Nullable Link previous, @Nullable Link next) {
		if (link.queue != null) {
			throw new IllegalStateException(link + " is queued already");
		}
		link.queue = this;
		connect(previous, link);
		connect(link, next);
		this.size++;
	}

	private void connect(@Nullable Link previous, @Nullable Link next) {
		if (previous != null) {
			previous.next = next;
		}
		else {
			this.first = next;
		}
		if (next != null) {
			next.previous = previous;
		}
		else {
			this.last = previous;
		}
	}

	/**
	 * Take a task out.
	 * @param task the task
	 * @return whether it was in this queue
	 */
	boolean remove(Task task) {
		Link link = task;
		if (link.queue != this) {
			return false;
		}
		connect(link.previous, link.next);
		link.queue = null;
		link.previous = null;
		link.next = null;
		this.size--;
		return true;
	}

	/**
	 * Return the task that is next.
	 * @return the task, or {@code null} if there is none
	 */
	@Nullable Task peek() {
		return (Task) this.first;
	}

	int size() {
		return this.size;
	}

	/**
	 * What a task has to be to be in a queue.
	 */
	abstract static class Link {

		private @Nullable TaskQueue queue;

		private @Nullable Link previous;

		private @Nullable Link next;

	}

}
