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

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * What a task can learn and report about itself while it runs. A task obtains it by
 * {@link #current()}:
 *
 * <pre class="code">
 * int attempt = TaskContext.current().orElseThrow().attempt();
 * </pre>
 * <p>
 * Contexts are equal if name, key and attempt are. All methods are safe for use by
 * several threads.
 */
public final class TaskContext {

	/**
	 * Key in SLF4J's MDC of the name of the task that a thread runs.
	 */
	public static final String MDC_NAME = "ray.task.name";

	/**
	 * Key in SLF4J's MDC of the key of the task that a thread runs.
	 */
	public static final String MDC_KEY = "ray.task.key";

	/**
	 * Key in SLF4J's MDC of the number of the attempt that a thread runs.
	 */
	public static final String MDC_ATTEMPT = "ray.task.attempt";

	private static final boolean HAS_MDC = ClassUtils.isPresent("org.slf4j.MDC", TaskContext.class.getClassLoader());

	private static final int MAX_MESSAGE_LENGTH = 1000;

	private static final ThreadLocal<@Nullable TaskContext> CURRENT = new ThreadLocal<>();

	private final String name;

	private final String key;

	private final int attempt;

	private final @Nullable String submitter;

	// not final, as a context may be part of a value, where it only names the task
	private transient @Nullable Supplier<RayTaskRunner> runner;

	private transient @Nullable Consumer<TaskProgress> progress;

	/**
	 * Create a context for tests of code that asks for it: progress goes nowhere, and
	 * there is neither a submitter nor a runner.
	 * @param name name of the task
	 * @param key key of the task, unique within its runner
	 * @param attempt number of the attempt, counted from 1
	 */
	public TaskContext(String name, String key, int attempt) {
		this(name, key, attempt, (String) null);
	}

	private TaskContext(String name, String key, int attempt, @Nullable String submitter) {
		this.name = name;
		this.key = key;
		this.attempt = attempt;
		this.submitter = submitter;
	}

	/**
	 * Create the context of a running task, for backends. Tests of code that asks for its
	 * context use the other constructor.
	 * @param name name of the task
	 * @param key key of the task, unique within its runner
	 * @param attempt number of the attempt, counted from 1
	 * @param submitter key of the task that submitted it, or {@code null} if none did
	 * @param runner supplies the runner
	 * @param progress called with the progress of the task
	 */
	public TaskContext(String name, String key, int attempt, @Nullable String submitter, Supplier<RayTaskRunner> runner,
			Consumer<TaskProgress> progress) {
		this(name, key, attempt, submitter);
		this.runner = runner;
		this.progress = progress;
	}

	/**
	 * Return the context of the task that the calling thread runs. Threads that a task
	 * starts do not see it, but can be given it.
	 * @return the context, or empty if the calling thread does not run a task
	 */
	public static Optional<TaskContext> current() {
		return Optional.ofNullable(CURRENT.get());
	}

	/**
	 * Return the name of the task.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the key of the task.
	 * @return the key, unique within its runner
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Return the number of the attempt. Attempts that crashed count as well.
	 * @return the number, counted from 1
	 */
	public int attempt() {
		return this.attempt;
	}

	/**
	 * Return the key of the task that submitted this one, with any of its runners.
	 * @return the key, or empty if the application did
	 */
	public Optional<String> submitter() {
		return Optional.ofNullable(this.submitter);
	}

	/**
	 * Return the runner, for tasks that this task submits. It is the one that a captured
	 * runner becomes within the task.
	 * @return the runner
	 * @throws IllegalStateException if this is not the context of a task that runs in
	 * this process
	 */
	public RayTaskRunner runner() {
		Supplier<RayTaskRunner> runner = this.runner;
		if (runner == null) {
			throw new IllegalStateException("There is no runner where task '" + this.name + "' does not run");
		}
		return runner.get();
	}

	/**
	 * Return whether a runner is that of the task.
	 * @param runner the runner
	 * @return whether it is; false if this is no context of a task that runs in this
	 * process
	 */
	public boolean isOf(RayTaskRunner runner) {
		return this.runner != null && this.runner.get() == runner;
	}

	/**
	 * Report how far the task is. The report reaches the future soon, unless another one
	 * follows at once: of several only the last one counts. Costs little, and may be
	 * lost. Does nothing once the attempt has ended.
	 * @param done how much of the work is done, in any unit
	 * @param total how much work there is in the same unit, or zero if that is not known
	 * @param message what is being done, or empty; cut after 1,000 characters
	 * @throws IllegalArgumentException if a number is negative
	 * @see RayTaskFuture#progress()
	 */
	public void progress(long done, long total, String message) {
		Assert.notNull(message, "'message' must not be null; for none, give an empty one");
		String text = (message.length() > MAX_MESSAGE_LENGTH) ? message.substring(0, MAX_MESSAGE_LENGTH) : message;
		TaskProgress progress = new TaskProgress(done, total, text);
		if (this.progress != null) {
			this.progress.accept(progress);
		}
	}

	/**
	 * Call something as the task that has this context: during the call
	 * {@link #current()} returns this context, and SLF4J's MDC, if there is one, has its
	 * name, key and attempt. Workers do so, and so may tests of code that asks for its
	 * context.
	 * @param <T> the type of the value
	 * @param callable what to call, on the calling thread
	 * @return the value that was returned
	 * @throws Exception if the callable threw it
	 */
	public <T extends @Nullable Object> T call(Callable<T> callable) throws Exception {
		TaskContext outer = CURRENT.get();
		try {
			setCurrent(this);
			return callable.call();
		}
		finally {
			setCurrent(outer);
		}
	}

	private static void setCurrent(@Nullable TaskContext context) {
		if (context != null) {
			CURRENT.set(context);
		}
		else {
			CURRENT.remove();
		}
		if (HAS_MDC) {
			TaskMdc.set(context);
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof TaskContext that && this.name.equals(that.name) && this.key.equals(that.key)
				&& this.attempt == that.attempt;
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.name, this.key, this.attempt);
	}

	@Override
	public String toString() {
		return "Task '" + this.name + "' (" + this.key + "), attempt " + this.attempt;
	}

}
