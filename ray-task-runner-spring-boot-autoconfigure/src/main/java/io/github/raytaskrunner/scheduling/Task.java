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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.Resources;
import org.jspecify.annotations.Nullable;

/**
 * A node of the graph. It knows its neighbours, but does not keep the future that a user
 * holds, so that the end of that future shows that nobody can ask for the value any more.
 * <p>
 * Names, key, {@link #state()}, {@link #done()} and {@link #notice()} can be used by any
 * thread. All else is guarded by the lock of the scheduler.
 */
final class Task {

	private static final TaskState PENDING = new TaskState.Pending();

	private static final TaskState RUNNING = new TaskState.Running();

	private static final TaskState COMPLETED = new TaskState.Completed();

	private final TaskSpec spec;

	private final int size;

	private final long submitted = System.nanoTime();

	private final CompletableFuture<TaskState> done = new CompletableFuture<>();

	private final @Nullable Retries retries;

	private volatile boolean noticed;

	private volatile TaskState state = PENDING;

	private byte @Nullable [] bytes;

	private List<Dependency> dependencies;

	private List<Task> dependents = new ArrayList<>(0);

	private int openUpstreams;

	private int openDependents;

	private long attempt;

	private int attempts;

	private int crashes;

	private long firstStarted;

	private long started;

	private boolean threw;

	/**
	 * Number of the connection whose backend holds the value, zero if none does.
	 */
	private int valueConnection;

	private long valueSize;

	private byte @Nullable [] keptValue;

	private @Nullable String lossReason;

	private @Nullable Future<?> retry;

	/**
	 * One for the submitter, which it may have dropped already.
	 */
	private int openFutures = 1;

	private @Nullable WeakReference<TaskFuture<?>> future;

	Task(TaskSpec spec, byte[] bytes, List<Dependency> dependencies) {
		this.spec = spec;
		this.bytes = bytes;
		this.size = bytes.length;
		this.dependencies = dependencies;
		this.retries = (spec.retryPolicy() != null) ? new Retries(spec.retryPolicy()) : null;
	}

	/**
	 * Create a task that has ended before it began: its value is put.
	 * @param spec name and key
	 * @return the task
	 */
	static Task completed(TaskSpec spec) {
		Task task = new Task(spec, new byte[0], List.of());
		task.end(COMPLETED);
		return task;
	}

	TaskSpec spec() {
		return this.spec;
	}

	String name() {
		return this.spec.name();
	}

	String group() {
		return this.spec.group();
	}

	String key() {
		return this.spec.key();
	}

	TaskState state() {
		return this.state;
	}

	/**
	 * Return a future that completes with the final state, never exceptionally. Stages
	 * that depend on it have to be asynchronous: it completes under a lock.
	 * @return the future
	 */
	CompletableFuture<TaskState> done() {
		return this.done;
	}

	/**
	 * Note that somebody knows, or will, how this task ended.
	 * @return whether nobody did before
	 */
	boolean notice() {
		boolean first = !this.noticed;
		this.noticed = true;
		return first;
	}

	Resources resources() {
		return this.spec.resources();
	}

	/**
	 * Return what decides on retries after failures.
	 * @return the decision, or {@code null} if there are no retries
	 */
	@Nullable Retries retries() {
		return this.retries;
	}

	int size() {
		return this.size;
	}

	List<Dependency> dependencies() {
		return this.dependencies;
	}

	/**
	 * Become a dependent of the upstream tasks.
	 * @return whether there is none left to wait for
	 */
	boolean link() {
		for (Dependency dependency : this.dependencies) {
			Task upstream = dependency.upstream();
			upstream.openDependents++;
			if (!upstream.state.isFinal()) {
				upstream.dependents.add(this);
				this.openUpstreams++;
			}
		}
		return this.openUpstreams == 0;
	}

	/**
	 * Return the upstream task that keeps this one from ever running.
	 * @return the task, or {@code null} if there is none so far
	 */
	@Nullable Task brokenUpstream() {
		for (Dependency dependency : this.dependencies) {
			Task upstream = dependency.upstream();
			if (!dependency.failureAllowed() && upstream.state.isFinal() && !upstream.hasCompleted()) {
				return upstream;
			}
		}
		return null;
	}

	/**
	 * Return whether this task runs although an upstream task has ended as it has.
	 * @param upstream the upstream task
	 * @return whether this task runs
	 */
	boolean accepts(Task upstream) {
		return upstream.hasCompleted() || this.dependencies.stream()
			.allMatch((dependency) -> dependency.failureAllowed() || dependency.upstream() != upstream);
	}

	/**
	 * Note that an upstream task has ended.
	 * @return whether there is none left to wait for
	 */
	boolean upstreamEnded() {
		this.openUpstreams--;
		return this.openUpstreams == 0;
	}

	void dependentEnded() {
		this.openDependents--;
	}

	List<Task> takeDependents() {
		List<Task> taken = this.dependents;
		this.dependents = List.of();
		return taken;
	}

	/**
	 * Return the upstream tasks whose values this task reads.
	 * @return those that have completed so far
	 */
	Stream<Task> upstreamsToRead() {
		return this.dependencies.stream().filter(Dependency::read).map(Dependency::upstream).filter(Task::hasCompleted);
	}

	Departure depart(long id) {
		byte[] task = this.bytes;
		if (task == null) {
			throw new IllegalStateException(this + " has ended");
		}
		this.attempt = id;
		this.attempts++;
		this.started = System.nanoTime();
		if (this.attempts == 1) {
			this.firstStarted = this.started;
		}
		return new Departure(id, new TaskContext(name(), key(), this.attempts), task,
				this.dependencies.stream()
					.filter(Dependency::read)
					.map(Dependency::upstream)
					.map((upstream) -> new Departure.Input(upstream.attempt, upstream.state))
					.toList());
	}

	/**
	 * Return the id of the last attempt.
	 * @return the id, zero if there was none
	 */
	long attempt() {
		return this.attempt;
	}

	int attempts() {
		return this.attempts;
	}

	/**
	 * Note that the last attempt started on a worker.
	 * @param now the time
	 */
	void start(long now) {
		this.started = now;
		if (this.attempts == 1) {
			this.firstStarted = now;
		}
		this.state = RUNNING;
	}

	/**
	 * Note a crash.
	 * @return whether the task may run again
	 */
	boolean crash() {
		this.crashes++;
		return this.crashes <= this.spec.crashRetries();
	}

	boolean hasCompleted() {
		return this.state.isCompleted();
	}

	boolean hasCrashed() {
		return this.crashes > 0;
	}

	/**
	 * Become pending again: another attempt follows.
	 */
	void retry() {
		this.state = PENDING;
		this.threw = false;
	}

	/**
	 * Wait for the next attempt.
	 * @param retry to be cancelled if there shall be none
	 * @param due when it is due
	 */
	void retryLater(Future<?> retry, Instant due) {
		this.retry = retry;
		this.state = new TaskState.AwaitingRetry(this.attempts + 1, due);
	}

	/**
	 * Note the value, or exception, that the attempt ended with.
	 * @param value the value if it was pushed
	 */
	void hold(byte @Nullable [] value) {
		this.keptValue = value;
	}

	/**
	 * Note that the backend holds the value.
	 * @param attempt id of the value
	 * @param size number of its bytes
	 * @param connection number of the connection to the backend
	 */
	void valueHeld(long attempt, long size, int connection) {
		this.attempt = attempt;
		this.valueSize = size;
		this.valueConnection = connection;
	}

	/**
	 * Return the size of the value that the backend holds, or has held.
	 * @return the number of bytes
	 */
	long valueSize() {
		return this.valueSize;
	}

	/**
	 * Note that the backend has lost the value.
	 * @param reason what is known about it
	 */
	void valueLost(String reason) {
		this.valueConnection = 0;
		this.lossReason = reason;
	}

	/**
	 * Return what is known about the loss of this value.
	 * @return the reason, or {@code null} if it was lost with all others, or not at all
	 */
	@Nullable String lossReason() {
		return this.lossReason;
	}

	boolean isValueHeld(int connection) {
		return this.valueConnection == connection;
	}

	byte @Nullable [] keptValue() {
		return this.keptValue;
	}

	/**
	 * Note that the attempt threw an exception, which remains to be read.
	 */
	void threw() {
		this.threw = true;
	}

	boolean hasThrown() {
		return this.threw;
	}

	void end(TaskState finalState) {
		if (this.state.isFinal()) {
			throw new IllegalStateException(this + " cannot become " + finalState);
		}
		this.bytes = null;
		this.dependencies = List.of();
		if (this.retry != null) {
			this.retry.cancel(false);
		}
		this.state = finalState;
		this.done.complete(finalState);
	}

	Duration timeQueued(long now) {
		return Duration.ofNanos(((this.attempt != 0) ? this.firstStarted : now) - this.submitted);
	}

	Duration timeRun(long now) {
		return (this.attempt != 0) ? Duration.ofNanos(now - this.started) : Duration.ZERO;
	}

	Duration timeSinceFirstStart(long now) {
		return Duration.ofNanos(now - this.firstStarted);
	}

	@Nullable TaskFuture<?> future() {
		return (this.future != null) ? this.future.get() : null;
	}

	void setFuture(TaskFuture<?> future) {
		this.future = new WeakReference<>(future);
	}

	void openFuture() {
		this.openFutures++;
	}

	void dropFuture() {
		this.openFutures--;
	}

	/**
	 * Return whether the task has ended and nobody holds its future.
	 * @return whether it can be forgotten
	 */
	boolean isForgotten() {
		return this.state.isFinal() && this.openFutures == 0;
	}

	/**
	 * Return whether nobody can ask for the value any more.
	 * @return whether the value is of no use
	 */
	boolean isValueUnused() {
		boolean unused = this.openFutures == 0 && this.openDependents == 0;
		return this.state.isFinal() && (unused || this.threw);
	}

	void dropValue() {
		this.valueConnection = 0;
		this.keptValue = null;
	}

	@Override
	public String toString() {
		return "Task '" + name() + "' (" + key() + ")";
	}

}
