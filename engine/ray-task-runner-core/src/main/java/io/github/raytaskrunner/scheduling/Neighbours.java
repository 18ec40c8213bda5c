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
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * What a task depends on, and what depends on it. Guarded by the lock of the scheduler.
 */
final class Neighbours {

	private final Task task;

	private List<Dependency> dependencies;

	private List<Dependent> dependents = List.of();

	/**
	 * Whether the upstream tasks know. Else the task depends on none of them so far.
	 */
	private boolean linked;

	private int openUpstreams;

	private int openDependents;

	/**
	 * How many of the {@link #dependents} have ended before this task.
	 */
	private int endedDependents;

	Neighbours(Task task, List<Dependency> dependencies) {
		this.task = task;
		this.dependencies = dependencies;
	}

	/**
	 * Let the task depend on others, of which it knew none so far.
	 * @param dependencies what it depends on
	 */
	void depend(List<Dependency> dependencies) {
		this.dependencies = dependencies;
	}

	/**
	 * Make the task a dependent of its upstream tasks.
	 * @return whether there is none left to wait for
	 */
	boolean link() {
		this.linked = true;
		for (Dependency dependency : this.dependencies) {
			Neighbours upstream = dependency.upstream().neighbours();
			upstream.openDependents++;
			if (!upstream.task.state().isFinal()) {
				upstream.addDependent(new Dependent(this.task, dependency.failureAllowed()));
				this.openUpstreams++;
			}
		}
		return this.openUpstreams == 0;
	}

	private void addDependent(Dependent dependent) {
		if (this.dependents.isEmpty()) {
			this.dependents = new ArrayList<>();
		}
		this.dependents.add(dependent);
	}

	/**
	 * Return the number of tasks that the task depends on.
	 * @return the number, zero before they know of it and once the task has ended
	 */
	int upstreams() {
		return this.linked ? this.dependencies.size() : 0;
	}

	/**
	 * Return the upstream task that keeps the task from ever running.
	 * @return the task, or {@code null} if there is none so far
	 */
	@Nullable Task brokenUpstream() {
		for (Dependency dependency : this.dependencies) {
			Task upstream = dependency.upstream();
			if (!dependency.failureAllowed() && upstream.state().isFinal() && !upstream.hasCompleted()) {
				return upstream;
			}
		}
		return null;
	}

	/**
	 * Note that an upstream task has ended.
	 * @return whether there is none left to wait for
	 */
	boolean upstreamEnded() {
		this.openUpstreams--;
		return this.openUpstreams == 0;
	}

	/**
	 * Return the upstream tasks whose value or state the task reads.
	 * @return the tasks in order
	 */
	Stream<Task> toRead() {
		return this.dependencies.stream().filter(Dependency::read).map(Dependency::upstream);
	}

	/**
	 * Return what an attempt reads of the upstream tasks, which have all ended.
	 * @param stateWriter writes the states of those that did not complete
	 * @return gives it in order, without the lock, as writing states may run code of
	 * users
	 */
	Supplier<List<Upstream>> reading(Function<TaskState, byte[]> stateWriter) {
		if (this.dependencies.isEmpty()) {
			return List::of;
		}
		List<Supplier<Upstream>> reading = toRead().map((upstream) -> reading(upstream, stateWriter)).toList();
		return () -> reading.stream().map(Supplier::get).toList();
	}

	private static Supplier<Upstream> reading(Task upstream, Function<TaskState, byte[]> stateWriter) {
		long attempt = upstream.attempt();
		TaskState state = upstream.state();
		return () -> (state instanceof TaskState.Completed) ? new Upstream.Value(attempt)
				: new Upstream.State(stateWriter.apply(state));
	}

	/**
	 * Return whether the task reads no state of an upstream task, but values only.
	 * @return whether all that it reads have completed
	 */
	boolean readValuesOnly() {
		for (Dependency dependency : this.dependencies) {
			if (dependency.read() && !dependency.upstream().hasCompleted()) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return the upstream tasks whose values the task reads.
	 * @return those that have completed so far
	 */
	Stream<Task> valuesToRead() {
		return toRead().filter(Task::hasCompleted);
	}

	/**
	 * Note that the task has ended, and depends on nothing any more.
	 * @return what it depended on
	 */
	List<Dependency> release() {
		List<Dependency> released = this.linked ? this.dependencies : List.of();
		this.dependencies = List.of();
		released.forEach((dependency) -> dependency.upstream().neighbours().dependentEnded());
		return released;
	}

	/**
	 * Let go of tasks that ended while this one goes on, as those that were cancelled: it
	 * may go on for long, and there may be any number of them.
	 */
	private void dependentEnded() {
		this.openDependents--;
		this.endedDependents++;
		if (this.endedDependents > this.dependents.size() / 2 && !this.dependents.isEmpty()) {
			this.dependents.removeIf((dependent) -> dependent.task().state().isFinal());
			this.endedDependents = 0;
		}
	}

	/**
	 * Take the tasks that have waited for the end of the task.
	 * @return the tasks
	 */
	List<Dependent> takeDependents() {
		List<Dependent> taken = this.dependents;
		this.dependents = List.of();
		return taken;
	}

	/**
	 * Return whether tasks depend on the task that have not ended.
	 * @return whether there are any
	 */
	boolean hasOpenDependents() {
		return this.openDependents > 0;
	}

	/**
	 * A task that has waited for the end of another.
	 *
	 * @param task the task
	 * @param failureAllowed whether it runs although the other did not complete
	 */
	record Dependent(Task task, boolean failureAllowed) {

	}

}
