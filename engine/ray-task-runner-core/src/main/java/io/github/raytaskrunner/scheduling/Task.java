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

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.raytaskrunner.TaskProgress;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.hooks.Retries;
import io.github.raytaskrunner.settings.TaskSpec;
import org.jspecify.annotations.Nullable;

/**
 * A node of the graph. It knows its neighbours, but does not keep the future that a user
 * holds, so that the end of that future shows that nobody can ask for the value any more.
 * <p>
 * Names, key, state, progress, {@link #done()} and {@link #notice()} can be used by any
 * thread. All else is guarded by the lock of the scheduler.
 */
public class Task extends GraphNode {

	static final TaskState PENDING = new TaskState.Pending();

	private static final TaskState RUNNING = new TaskState.Running();

	static final TaskState COMPLETED = new TaskState.Completed();

	private final TaskSpec spec;

	private final int size;

	private final AttemptHistory history = new AttemptHistory();

	private final CompletableFuture<TaskState> done = new CompletableFuture<>();

	private final @Nullable Retries retries;

	private final Neighbours neighbours;

	private volatile boolean noticed;

	private volatile TaskState state = PENDING;

	private @Nullable TaskState previous;

	private volatile @Nullable TaskProgress progress;

	private byte @Nullable [] bytes;

	private boolean threw;

	private @Nullable Future<?> retry;

	/**
	 * Create a new task, which is pending.
	 * @param spec how it is run
	 * @param bytes the serialized task
	 * @param dependencies what it depends on
	 */
	public Task(TaskSpec spec, byte[] bytes, List<Dependency> dependencies) {
		this(spec, bytes, bytes.length, dependencies);
	}

	Task(TaskSpec spec, byte @Nullable [] bytes, int size, List<Dependency> dependencies) {
		this.spec = spec;
		this.bytes = bytes;
		this.size = size;
		this.retries = (spec.retryPolicy() != null) ? new Retries(spec.retryPolicy()) : null;
		this.neighbours = new Neighbours(this, dependencies);
	}

	/**
	 * Create a task that has ended before it began: its value is put.
	 * @param spec name and key
	 * @return the task
	 */
	public static Task completed(TaskSpec spec) {
		Task task = new Task(spec, new byte[0], List.of());
		task.end(COMPLETED);
		return task;
	}

	TaskSpec spec() {
		return this.spec;
	}

	/**
	 * Return the name of the task.
	 * @return the name, which need not be unique
	 */
	public String name() {
		return this.spec.name();
	}

	/**
	 * Return the name of the tasks that do the same.
	 * @return the name
	 */
	public String commonName() {
		return this.spec.commonName();
	}

	/**
	 * Return the key of the task.
	 * @return the key
	 */
	public String key() {
		return this.spec.key();
	}

	/**
	 * Return the state of the task.
	 * @return the present state
	 */
	public TaskState state() {
		return this.state;
	}

	/**
	 * Return the state before.
	 * @return the state, or {@code null} if there was none
	 */
	@Nullable TaskState previous() {
		return this.previous;
	}

	/**
	 * Return how far the task is.
	 * @return what the present attempt told, or {@code null} if that is nothing
	 */
	public @Nullable TaskProgress progress() {
		return this.progress;
	}

	void setProgress(TaskProgress progress) {
		this.progress = progress;
	}

	/**
	 * Return a future that completes with the final state, never exceptionally. Stages
	 * that depend on it have to be asynchronous: it completes under a lock.
	 * @return the future
	 */
	public CompletableFuture<TaskState> done() {
		return this.done;
	}

	/**
	 * Note that somebody knows, or will, how this task ended.
	 * @return whether nobody did before
	 */
	public boolean notice() {
		boolean first = !this.noticed;
		this.noticed = true;
		return first;
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

	Neighbours neighbours() {
		return this.neighbours;
	}

	/**
	 * Begin another attempt.
	 * @param id id of the attempt
	 * @param stateWriter writes what the task reads of upstream tasks that did not
	 * complete
	 * @return gives the attempt, without the lock, as writing states may run code of
	 * users
	 */
	Supplier<Attempt> depart(long id, Function<TaskState, byte[]> stateWriter) {
		sentAs(id);
		this.history.dispatched();
		Supplier<byte[]> task = content();
		int number = this.history.count();
		Supplier<List<Upstream>> upstreams = this.neighbours.reading(stateWriter);
		return () -> new Attempt(id, name(), key(), number, task.get(), upstreams.get());
	}

	/**
	 * Return whether an attempt gets what was serialized before. Else it is put together
	 * for the attempt, which takes its time and may run code of users.
	 * @return whether it was serialized before
	 */
	boolean isWritten() {
		return this.neighbours.readValuesOnly();
	}

	/**
	 * Return what an attempt gets.
	 * @return gives the serialized task, without the lock, as it may have to be put
	 * together
	 */
	Supplier<byte[]> content() {
		byte[] task = this.bytes;
		if (task == null) {
			throw new IllegalStateException(this + " has ended");
		}
		return () -> task;
	}

	AttemptHistory history() {
		return this.history;
	}

	/**
	 * Note that the last attempt started on a worker.
	 * @param now the time
	 */
	void start(long now) {
		this.history.started(now);
		become(RUNNING);
	}

	/**
	 * Note a crash.
	 * @return whether the task may run again
	 */
	boolean crash() {
		this.history.crashed();
		return this.history.crashes() <= this.spec.crashRetries();
	}

	boolean hasCompleted() {
		return this.state.isCompleted();
	}

	/**
	 * Become pending again: the last attempt was none, or another follows.
	 * @return whether it was not pending before
	 */
	boolean retry() {
		boolean changed = this.state != PENDING;
		becomeUnfinished(PENDING);
		return changed;
	}

	/**
	 * Wait for the next attempt.
	 * @param due when it is due
	 */
	void awaitRetry(Instant due) {
		this.history.ended(System.nanoTime());
		becomeUnfinished(new TaskState.AwaitingRetry(this.history.count() + 1, due));
	}

	private void becomeUnfinished(TaskState next) {
		this.progress = null;
		this.threw = false;
		become(next);
	}

	private void become(TaskState next) {
		this.previous = this.state;
		this.state = next;
	}

	/**
	 * Note what begins the next attempt.
	 * @param retry to be cancelled if there shall be none
	 */
	void retryLater(Future<?> retry) {
		this.retry = retry;
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
		if (this.retry != null) {
			this.retry.cancel(false);
		}
		become(finalState);
		this.done.complete(finalState);
	}

	/**
	 * Return whether the task has ended and nobody holds its future.
	 * @return whether it can be forgotten
	 */
	boolean isForgotten() {
		return this.state.isFinal() && openFutures() == 0;
	}

	/**
	 * Return whether nobody can ask for the value any more.
	 * @return whether the value is of no use
	 */
	boolean isValueUnused() {
		boolean unused = openFutures() == 0 && !this.neighbours.hasOpenDependents();
		return this.state.isFinal() && (unused || this.threw);
	}

	@Override
	public String toString() {
		return "Task '" + name() + "' (" + key() + ")";
	}

}
