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

package io.github.raytaskrunner.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.github.raytaskrunner.TaskState;
import org.assertj.core.api.AssertProvider;

/**
 * The tasks of a test with {@link RecordRayTasks}, since its method began. AssertJ's
 * {@code assertThat} has assertions for them. Safe for use by several threads.
 */
public final class RecordedTasks implements AssertProvider<RecordedTasksAssert> {

	private final List<String> submitted = new ArrayList<>();

	private final List<EndedTask> ended = new ArrayList<>();

	RecordedTasks() {
	}

	/**
	 * Return the names of the tasks that were submitted.
	 * @return the names, in the order of submission
	 */
	public synchronized List<String> submitted() {
		return List.copyOf(this.submitted);
	}

	/**
	 * Return the final states of tasks.
	 * @param name name of the tasks
	 * @return the states of those that have ended, in the order of their ends
	 */
	public synchronized List<TaskState> ended(String name) {
		return this.ended.stream().filter((task) -> task.name().equals(name)).map(EndedTask::state).toList();
	}

	synchronized void add(String name) {
		this.submitted.add(name);
		notifyAll();
	}

	synchronized void end(String name, TaskState state) {
		if (isUnfinished(name)) {
			this.ended.add(new EndedTask(name, state));
			notifyAll();
		} // else it is a task of the test before
	}

	synchronized void clear() {
		this.submitted.clear();
		this.ended.clear();
	}

	synchronized boolean isUnfinished(String name) {
		return count(name) > ended(name).size();
	}

	synchronized boolean isAnyUnfinished() {
		return this.submitted.size() > this.ended.size();
	}

	synchronized int count(String name) {
		return (int) this.submitted.stream().filter(name::equals).count();
	}

	/**
	 * Wait until something is so, or the time is over.
	 * @param condition what to wait for
	 * @param timeout longest time to wait
	 */
	synchronized void await(Predicate<RecordedTasks> condition, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		try {
			while (!condition.test(this)) {
				long nanos = deadline - System.nanoTime();
				if (nanos <= 0) {
					return;
				}
				TimeUnit.NANOSECONDS.timedWait(this, nanos);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public RecordedTasksAssert assertThat() {
		return new RecordedTasksAssert(this);
	}

	@Override
	public synchronized String toString() {
		return "submitted: " + this.submitted + ", ended: " + this.ended;
	}

	private record EndedTask(String name, TaskState state) {

		@Override
		public String toString() {
			return this.name + " (" + this.state + ")";
		}

	}

}
