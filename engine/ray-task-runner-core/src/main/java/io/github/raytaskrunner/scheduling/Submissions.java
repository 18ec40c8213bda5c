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

import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which tasks come into the graph, with the lock of the scheduler. Safe for
 * use by several threads.
 */
public final class Submissions {

	private final Scheduler scheduler;

	private final Entrance entrance;

	private final Admission admission;

	private final Groups groups;

	private final TaskGraph graph;

	private final HeldValues values;

	Submissions(Scheduler scheduler, Entrance entrance, Admission admission, Groups groups, TaskGraph graph,
			HeldValues values) {
		this.scheduler = scheduler;
		this.entrance = entrance;
		this.admission = admission;
		this.groups = groups;
		this.graph = graph;
		this.values = values;
	}

	/**
	 * Accept a task, after waiting for room if there is none.
	 * @param task the task
	 * @throws RayTaskRejectedException if tasks are not accepted, if there is no room, or
	 * if an unfinished task has the same key
	 * @throws InterruptedWaitException if the calling thread is interrupted
	 */
	public void submit(Task task) {
		this.entrance.enter(task.size(), () -> {
			add(task);
			this.graph.await(task);
		});
	}

	/**
	 * Accept a task, after waiting for room if there is none, of which is to be decided
	 * whether it runs.
	 * @param task the task
	 * @throws RayTaskRejectedException if tasks are not accepted, if there is no room, or
	 * if an unfinished task has the same key
	 * @throws InterruptedWaitException if the calling thread is interrupted
	 */
	public void accept(Task task) {
		this.entrance.enter(task.size(), () -> add(task));
	}

	private void add(Task task) {
		this.groups.remember(task);
		this.admission.take(task.size());
		this.graph.accept(task);
	}

	/**
	 * Run a task that was accepted, once its upstream tasks have ended, and hold its
	 * value until its future is {@linkplain Scheduler#futuresDropped dropped} once more.
	 * @param task the task
	 * @return whether it had not ended
	 */
	public boolean proceed(Task task) {
		return this.scheduler.guarded(() -> {
			if (task.state().isFinal()) {
				return false;
			}
			task.openFuture();
			this.graph.await(task);
			return true;
		});
	}

	/**
	 * End a task that was accepted and need not run, unless it has ended otherwise.
	 * @param task the task
	 * @param value its value
	 */
	public void complete(Task task, byte[] value) {
		this.scheduler.guarded(() -> {
			if (!task.state().isFinal()) {
				this.values.keepUntilRead(task, value);
				this.graph.conclude(task, Task.COMPLETED);
			}
		});
	}

	/**
	 * Keep a value.
	 * @param task a completed task with the value
	 * @param value the value
	 * @throws RayTaskRejectedException if tasks are not accepted
	 */
	public void put(Task task, byte[] value) {
		this.scheduler.guarded(() -> {
			this.admission.checkOpen();
			this.groups.remember(task);
			this.values.put(task, value);
		});
	}

	/**
	 * Note that a task has ended which runs elsewhere, and which others here depend on.
	 * @param task the task, which is none of the graph
	 * @param state its final state
	 * @param value its value if that is read
	 */
	public void arrive(Task task, TaskState state, byte @Nullable [] value) {
		this.scheduler.guarded(() -> {
			task.end(state);
			if (value != null) {
				this.values.put(task, value);
			}
			this.graph.tellDependents(task);
			this.values.releaseIfUnused(task);
		});
	}

}
