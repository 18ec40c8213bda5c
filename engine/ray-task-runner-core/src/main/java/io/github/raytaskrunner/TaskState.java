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

package io.github.raytaskrunner;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * State of a task at one moment. States are immutable, and a task never leaves a final
 * state again. <pre class="code">
 * if (future.state() instanceof TaskState.Failed failed) {
 * 	throw new IllegalStateException(failed.exception());
 * }
 * </pre>
 */
public sealed interface TaskState {

	/**
	 * Return the name of this state.
	 * @return the name in lower case, such as {@code timed_out}
	 */
	String label();

	/**
	 * Return whether the task ended: no other state follows.
	 * @return whether this state is final
	 */
	default boolean isFinal() {
		return true;
	}

	/**
	 * Return whether the task runs on a worker.
	 * @return whether this state is {@link Running}
	 */
	default boolean isRunning() {
		return false;
	}

	/**
	 * Return whether the task ended normally and has a value.
	 * @return whether this state is {@link Completed}
	 */
	default boolean isCompleted() {
		return false;
	}

	/**
	 * Return whether the task was cancelled.
	 * @return whether this state is {@link Cancelled}
	 */
	default boolean isCancelled() {
		return false;
	}

	/**
	 * Return what the task threw.
	 * @return the exception of the task, or {@code null} unless this state is
	 * {@link Failed}
	 */
	default @Nullable Throwable exception() {
		return null;
	}

	/**
	 * Return what {@link RayTaskFuture#result()} throws for a task in this state.
	 * @param taskName name of the task
	 * @param taskKey key of the task
	 * @return a new exception
	 * @throws IllegalStateException if the task has completed or has not ended
	 */
	default RayTaskException failure(String taskName, String taskKey) {
		throw new IllegalStateException("Task '" + taskName + "' (" + taskKey + ") is " + label());
	}

	/**
	 * The task waits for its upstream tasks or for a free slot.
	 */
	record Pending() implements TaskState {

		@Override
		public String label() {
			return "pending";
		}

		@Override
		public boolean isFinal() {
			return false;
		}

	}

	/**
	 * An attempt of the task did not complete, and another one follows after the back-off
	 * of its retry policy, which may be zero.
	 *
	 * @param attempt number of the next attempt, counted from 1
	 * @param due when it is due
	 */
	record AwaitingRetry(int attempt, Instant due) implements TaskState {

		@Override
		public String label() {
			return "awaiting_retry";
		}

		@Override
		public boolean isFinal() {
			return false;
		}

	}

	/**
	 * The task runs on a worker.
	 */
	record Running() implements TaskState {

		@Override
		public String label() {
			return "running";
		}

		@Override
		public boolean isRunning() {
			return true;
		}

		@Override
		public boolean isFinal() {
			return false;
		}

	}

	/**
	 * The task ended normally and has a value, which may be {@code null}.
	 */
	record Completed() implements TaskState {

		@Override
		public String label() {
			return "completed";
		}

		@Override
		public boolean isCompleted() {
			return true;
		}

	}

	/**
	 * The task threw an exception.
	 *
	 * @param exception the exception of the task, with the stack of the worker. Its type
	 * is that of the original, or {@link RemoteTaskException} where that type cannot be
	 * rebuilt here
	 */
	record Failed(Throwable exception) implements TaskState {

		@Override
		public String label() {
			return "failed";
		}

		@Override
		public RayTaskException failure(String taskName, String taskKey) {
			return new TaskFailedException(taskName, taskKey, this.exception);
		}

	}

	/**
	 * The process that ran the task died, or the cluster was lost, before the task ended.
	 *
	 * @param reason what is known about the crash
	 */
	record Crashed(String reason) implements TaskState {

		@Override
		public String label() {
			return "crashed";
		}

		@Override
		public RayTaskException failure(String taskName, String taskKey) {
			return new TaskCrashedException(taskName, taskKey, this.reason);
		}

	}

	/**
	 * The task was cancelled, by a caller or because its runner stopped.
	 *
	 * @param reason why the task was cancelled
	 */
	record Cancelled(String reason) implements TaskState {

		@Override
		public String label() {
			return "cancelled";
		}

		@Override
		public boolean isCancelled() {
			return true;
		}

		@Override
		public RayTaskException failure(String taskName, String taskKey) {
			return new TaskCancelledException(taskName, taskKey, this.reason);
		}

	}

	/**
	 * The task ran longer than its time limit.
	 *
	 * @param limit the time limit
	 */
	record TimedOut(Duration limit) implements TaskState {

		@Override
		public String label() {
			return "timed_out";
		}

		@Override
		public RayTaskException failure(String taskName, String taskKey) {
			return new TaskTimedOutException(taskName, taskKey, this.limit);
		}

	}

	/**
	 * The task never ran because a task that it depends on did not complete, or because
	 * the value of that task was lost.
	 *
	 * @param upstreamName name of the upstream task
	 * @param upstreamKey key of the upstream task
	 * @param upstreamException what {@link RayTaskFuture#result()} of the upstream task
	 * throws, or {@code null} if unknown
	 */
	record NotReady(String upstreamName, String upstreamKey,
			@Nullable RayTaskException upstreamException) implements TaskState {

		@Override
		public String label() {
			return "not_ready";
		}

		@Override
		public RayTaskException failure(String taskName, String taskKey) {
			return new TaskNotReadyException(taskName, taskKey, this.upstreamName, this.upstreamException);
		}

	}

}
