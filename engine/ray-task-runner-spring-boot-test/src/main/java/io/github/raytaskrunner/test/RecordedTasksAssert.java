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
import java.util.List;

import io.github.raytaskrunner.TaskState;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions for {@link RecordedTasks}. As tasks run asynchronously, assertions that
 * expect tasks wait until these have been submitted, and those about how tasks end until
 * they have ended: ten seconds unless {@link #within} says otherwise.
 */
public final class RecordedTasksAssert extends AbstractAssert<RecordedTasksAssert, RecordedTasks> {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private Duration timeout = TIMEOUT;

	RecordedTasksAssert(RecordedTasks actual) {
		super(actual, RecordedTasksAssert.class);
	}

	/**
	 * Set how long the following assertions wait.
	 * @param timeout longest time that each waits, or zero
	 * @return this
	 */
	public RecordedTasksAssert within(Duration timeout) {
		this.timeout = timeout;
		return this;
	}

	/**
	 * Verify that a task was submitted, once or several times.
	 * @param name name of the task
	 * @return this
	 */
	public RecordedTasksAssert hasSubmitted(String name) {
		this.actual.await((tasks) -> tasks.count(name) > 0, this.timeout);
		return expect(this.actual.count(name) > 0, "task '" + name + "' to have been submitted");
	}

	/**
	 * Verify how many tasks of a name were submitted.
	 * @param name name of the tasks
	 * @param times their number
	 * @return this
	 */
	public RecordedTasksAssert hasSubmitted(String name, int times) {
		this.actual.await((tasks) -> tasks.count(name) >= times, this.timeout);
		return expect(this.actual.count(name) == times, times + " tasks '" + name + "' to have been submitted");
	}

	/**
	 * Verify that no task of a name was submitted so far. Does not wait for any.
	 * @param name name of the task
	 * @return this
	 */
	public RecordedTasksAssert hasNotSubmitted(String name) {
		this.actual.catchUp();
		return expect(this.actual.count(name) == 0, "no task '" + name + "' to have been submitted");
	}

	/**
	 * Verify that a task completed: at least one of that name was submitted, and all of
	 * them completed.
	 * @param name name of the task
	 * @return this
	 */
	public RecordedTasksAssert hasCompleted(String name) {
		return hasEnded(name, TaskState.Completed.class);
	}

	/**
	 * Verify that a number of tasks of a name were submitted, and all of them completed.
	 * @param name name of the tasks
	 * @param times their number
	 * @return this
	 */
	public RecordedTasksAssert hasCompleted(String name, int times) {
		return hasSubmitted(name, times).hasCompleted(name);
	}

	/**
	 * Verify how a task ended: at least one of that name was submitted, and all of them
	 * ended in this state.
	 * @param name name of the task
	 * @param state the final state, such as {@code TaskState.TimedOut.class}
	 * @return this
	 */
	public RecordedTasksAssert hasEnded(String name, Class<? extends TaskState> state) {
		return expect(haveEnded(name) && this.actual.states(name).stream().allMatch(state::isInstance),
				"task '" + name + "' to have ended as " + state.getSimpleName());
	}

	/**
	 * Verify that a task failed, and look at what it threw.
	 * @param name name of the task; where there are several, the one that failed last
	 * @return assertions for the exception
	 */
	public AbstractThrowableAssert<?, ? extends Throwable> hasFailed(String name) {
		haveEnded(name);
		List<Throwable> exceptions = this.actual.states(name)
			.stream()
			.filter(TaskState.Failed.class::isInstance)
			.map((state) -> ((TaskState.Failed) state).exception())
			.toList();
		expect(!exceptions.isEmpty(), "task '" + name + "' to have failed");
		return Assertions.assertThat(exceptions.get(exceptions.size() - 1));
	}

	/**
	 * Verify that all tasks that were submitted so far completed.
	 * @return this
	 */
	public RecordedTasksAssert allCompleted() {
		this.actual.await((tasks) -> !tasks.isAnyUnfinished(), this.timeout);
		return expect(!this.actual.isAnyUnfinished() && this.actual.states().stream().allMatch(TaskState::isCompleted),
				"all tasks to have completed");
	}

	private boolean haveEnded(String name) {
		this.actual.await((tasks) -> tasks.count(name) > 0 && !tasks.isUnfinished(name), this.timeout);
		return this.actual.count(name) > 0 && !this.actual.isUnfinished(name);
	}

	private RecordedTasksAssert expect(boolean condition, String expectation) {
		if (!condition) {
			failWithMessage("Expected %s, but %s", expectation, this.actual);
		}
		return this;
	}

}
