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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.TaskState;
import org.assertj.core.api.AssertProvider;

/**
 * The tasks of a test with {@link RecordRayTasks}, since its method began. AssertJ's
 * {@code assertThat} has assertions for them. Safe for use by several threads.
 */
public final class RecordedTasks implements AssertProvider<RecordedTasksAssert> {

	private static final Duration LISTENER_TIMEOUT = Duration.ofSeconds(10);

	private final Supplier<List<ObservableRayTaskRunner>> runners;

	private final List<String> submitted = new ArrayList<>();

	/**
	 * Number of each, as different runners may use the same key.
	 */
	private final Map<UnfinishedTask, Integer> unfinished = new HashMap<>();

	private final List<EndedTask> ended = new ArrayList<>();

	/**
	 * Create new records, without tasks.
	 * @param runners supplies the runners whose tasks are recorded
	 */
	RecordedTasks(Supplier<List<ObservableRayTaskRunner>> runners) {
		this.runners = runners;
	}

	/**
	 * Return the names of the tasks that were submitted.
	 * @return the names, in the order of submission
	 */
	public List<String> submitted() {
		catchUp();
		synchronized (this) {
			return List.copyOf(this.submitted);
		}
	}

	/**
	 * Return the final states of tasks.
	 * @param name name of the tasks
	 * @return the states of those that have ended, in the order of their ends
	 */
	public List<TaskState> ended(String name) {
		catchUp();
		return states(name);
	}

	synchronized List<TaskState> states(String name) {
		return this.ended.stream().filter((task) -> task.name().equals(name)).map(EndedTask::state).toList();
	}

	synchronized List<TaskState> states() {
		return this.ended.stream().map(EndedTask::state).toList();
	}

	synchronized void add(String name, String key) {
		this.submitted.add(name);
		this.unfinished.merge(new UnfinishedTask(name, key), 1, Integer::sum);
		notifyAll();
	}

	synchronized void end(String name, String key, TaskState state) {
		UnfinishedTask task = new UnfinishedTask(name, key);
		if (this.unfinished.containsKey(task)) {
			this.unfinished.computeIfPresent(task, (same, count) -> (count > 1) ? count - 1 : null);
			this.ended.add(new EndedTask(name, state));
			notifyAll();
		} // else it is a task of the test before
	}

	void clear() {
		haveRunnersTold();
		synchronized (this) {
			this.submitted.clear();
			this.unfinished.clear();
			this.ended.clear();
		}
	}

	/**
	 * Wait until all that happened so far is recorded. Must not be called with the lock,
	 * which recording needs.
	 * @throws AssertionError if that takes too long
	 */
	void catchUp() {
		if (!haveRunnersTold()) {
			throw new AssertionError("Tasks of the last " + LISTENER_TIMEOUT.toSeconds()
					+ " s are not recorded yet, as a task listener takes so long, or the test was interrupted");
		}
	}

	private boolean haveRunnersTold() {
		try {
			for (ObservableRayTaskRunner runner : this.runners.get()) {
				if (!runner.awaitListeners(LISTENER_TIMEOUT)) {
					return false;
				}
			}
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	synchronized boolean isUnfinished(String name) {
		return this.unfinished.keySet().stream().anyMatch((task) -> task.name().equals(name));
	}

	synchronized boolean isAnyUnfinished() {
		return !this.unfinished.isEmpty();
	}

	synchronized int count(String name) {
		return (int) this.submitted.stream().filter(name::equals).count();
	}

	/**
	 * Catch up, then wait until a condition holds or the time is over.
	 * @param condition what to wait for
	 * @param timeout longest time to wait
	 */
	void await(Predicate<RecordedTasks> condition, Duration timeout) {
		catchUp();
		awaitRecorded(condition, timeout);
	}

	private synchronized void awaitRecorded(Predicate<RecordedTasks> condition, Duration timeout) {
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

	private record UnfinishedTask(String name, String key) {

	}

	private record EndedTask(String name, TaskState state) {

		@Override
		public String toString() {
			return this.name + " (" + this.state + ")";
		}

	}

}
