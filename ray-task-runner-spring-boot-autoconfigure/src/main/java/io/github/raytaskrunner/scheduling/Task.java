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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.Attempt;
import io.github.raytaskrunner.backend.Resources;
import org.jspecify.annotations.Nullable;

/**
 * A node of the graph. It knows its neighbours, but not the future that a user holds, so
 * that the end of that future shows that nobody can ask for the value any more.
 * <p>
 * Name, key, {@link #state()} and {@link #done()} can be read by any thread. All else is
 * guarded by the lock of the scheduler.
 */
final class Task {

	private static final TaskState PENDING = new TaskState.Pending();

	private static final TaskState RUNNING = new TaskState.Running();

	private final String name;

	private final String key = UUID.randomUUID().toString();

	private final int size;

	private final long submitted = System.nanoTime();

	private final CompletableFuture<TaskState> done = new CompletableFuture<>();

	private volatile TaskState state = PENDING;

	private byte @Nullable [] bytes;

	private List<Task> upstreams;

	private List<Task> dependents = new ArrayList<>(0);

	private int openUpstreams;

	private int openDependents;

	private long attempt;

	private long started;

	private boolean threw;

	private boolean valueHeld;

	private boolean futureDropped;

	private byte @Nullable [] pushedValue;

	Task(String name, byte[] bytes, List<Task> upstreams) {
		this.name = name;
		this.bytes = bytes;
		this.size = bytes.length;
		this.upstreams = upstreams;
	}

	String name() {
		return this.name;
	}

	String key() {
		return this.key;
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

	Resources resources() {
		return Resources.DEFAULT;
	}

	int size() {
		return this.size;
	}

	List<Task> upstreams() {
		return this.upstreams;
	}

	/**
	 * Become a dependent of the upstream tasks.
	 * @return whether there is none left to wait for
	 */
	boolean link() {
		for (Task upstream : this.upstreams) {
			upstream.openDependents++;
			if (!upstream.state.isFinal()) {
				upstream.dependents.add(this);
				this.openUpstreams++;
			}
		}
		return this.openUpstreams == 0;
	}

	/**
	 * Note that an upstream task completed.
	 * @return whether there is none left to wait for
	 */
	boolean upstreamCompleted() {
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

	Attempt newAttempt(long id) {
		byte[] task = this.bytes;
		if (task == null) {
			throw new IllegalStateException(this + " has ended");
		}
		this.attempt = id;
		this.started = System.nanoTime();
		return new Attempt(id, task, this.upstreams.stream().map(Task::attempt).toList());
	}

	long attempt() {
		return this.attempt;
	}

	/**
	 * Note that the attempt started on a worker.
	 * @return whether that is new
	 */
	boolean start() {
		if (this.state != PENDING) {
			return false;
		}
		this.started = System.nanoTime();
		this.state = RUNNING;
		return true;
	}

	/**
	 * Note that the attempt ended with a value that the backend holds from now on.
	 * @param value the value if it was pushed
	 */
	void hold(byte @Nullable [] value) {
		this.valueHeld = true;
		this.pushedValue = value;
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
		this.upstreams = List.of();
		this.state = finalState;
		this.done.complete(finalState);
	}

	Duration timeQueued(long now) {
		return Duration.ofNanos(((this.attempt != 0) ? this.started : now) - this.submitted);
	}

	Duration timeRun(long now) {
		return (this.attempt != 0) ? Duration.ofNanos(now - this.started) : Duration.ZERO;
	}

	void dropFuture() {
		this.futureDropped = true;
		this.pushedValue = null;
	}

	/**
	 * Take the value if it was pushed.
	 * @return the value, or {@code null}
	 */
	byte @Nullable [] takePushedValue() {
		byte[] taken = this.pushedValue;
		this.pushedValue = null;
		return taken;
	}

	/**
	 * Give up the value that the backend holds if nobody can ask for it any more.
	 * @return whether the backend shall forget it
	 */
	boolean giveUpValue() {
		boolean unused = this.futureDropped && this.openDependents == 0;
		if (!this.valueHeld || !this.state.isFinal() || !(unused || this.threw)) {
			return false;
		}
		this.valueHeld = false;
		this.pushedValue = null;
		return true;
	}

	@Override
	public String toString() {
		return "Task '" + this.name + "' (" + this.key + ")";
	}

}
