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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Future of a submitted task. A future that a lambda captures, directly or anywhere
 * within the objects it captures, makes its task an upstream of the lambda's task: the
 * lambda runs once the upstream task has completed, and in it {@link #result()} returns
 * the value at once. <pre class="code">
 * Optional&lt;TaskState&gt; state = future.await(Duration.ofSeconds(30));
 * if (state.isEmpty()) {
 * 	future.cancel();
 * }
 * </pre>
 * <p>
 * All methods are safe for use by several threads.
 *
 * @param <T> the type of the value
 */
public interface RayTaskFuture<T extends @Nullable Object> {

	/**
	 * Return a future of an existing value, for methods with {@link RayTask}, for tests,
	 * and for what needs no task after all.
	 * @param <T> the type of the value
	 * @param value the value
	 * @return a completed future without a task
	 */
	static <T extends @Nullable Object> RayTaskFuture<T> completed(T value) {
		return EndedFuture.completed(value);
	}

	/**
	 * Return a future of an exception, like that of a task that threw it, for tests and
	 * for what could not become a task. Code that runs as a task, such as a method with
	 * {@link RayTask}, throws the exception instead.
	 * @param <T> the type of the value that this future never has
	 * @param exception the exception, which is the cause of what {@link #result()} throws
	 * @return a {@linkplain TaskState.Failed failed} future without a task
	 */
	static <T extends @Nullable Object> RayTaskFuture<T> failed(Throwable exception) {
		Assert.notNull(exception, "'exception' must not be null");
		return EndedFuture.failed(exception);
	}

	/**
	 * Return the key of the task.
	 * @return the key, unique within its runner
	 */
	String key();

	/**
	 * Return the name of the task.
	 * @return the name, by default that of the class and method that contain the lambda,
	 * or that the method reference refers to
	 */
	String name();

	/**
	 * Return the state of the task.
	 * @return the present state
	 */
	TaskState state();

	/**
	 * Return how far the task is, as it last reported by
	 * {@link TaskContext#progress(long, long, String)}. Does not change once the task has
	 * its final state. What a process has reported but not yet sent is lost if it dies.
	 * @return the last report of the present attempt, or empty if there is none so far.
	 * Also empty for an item of a {@code map} if nobody asked for its future while it
	 * ran, and for an upstream task within a task
	 */
	default Optional<TaskProgress> progress() {
		return Optional.empty();
	}

	/**
	 * Wait until the task has its final state. Never throws for a task that did not
	 * complete.
	 * @param timeout longest time to wait
	 * @return the final state, or empty if the task has none within the timeout
	 * @throws IllegalArgumentException if the timeout is negative
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	Optional<TaskState> await(Duration timeout) throws InterruptedException;

	/**
	 * Wait without a limit until the task has its final state. Never throws for a task
	 * that did not complete.
	 * @return the final state
	 * @throws InterruptedWaitException if the calling thread is interrupted; its
	 * interrupt status is kept
	 */
	default TaskState await() {
		try {
			return await(Duration.ofSeconds(Long.MAX_VALUE)).orElseThrow();
		}
		catch (InterruptedException ex) {
			throw InterruptedWaitException.of("task '" + name() + "' (" + key() + ")", ex);
		}
	}

	/**
	 * Wait for the task without a limit and return its value.
	 * @return the value
	 * @throws TaskFailedException if the task threw an exception, which is the cause
	 * @throws ResultLostException if the task completed, but its value was lost
	 * @throws RayTaskException if the task did not complete for another reason
	 * @throws TaskSerializationException if the value cannot be rebuilt here
	 * @throws InterruptedWaitException if the calling thread is interrupted; its
	 * interrupt status is kept
	 */
	T result();

	/**
	 * Wait for the task and return its value.
	 * @param timeout longest time to wait for the task and its value together
	 * @return the value
	 * @throws TimeoutException if the time is over; the message names the task and the
	 * time
	 * @throws IllegalArgumentException if the timeout is negative
	 * @throws TaskFailedException if the task threw an exception, which is the cause
	 * @throws ResultLostException if the task completed, but its value was lost
	 * @throws RayTaskException if the task did not complete for another reason
	 * @throws TaskSerializationException if the value cannot be rebuilt here
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	T result(Duration timeout) throws TimeoutException, InterruptedException;

	/**
	 * Cancel the task unless it has ended: its state is {@link TaskState.Cancelled} at
	 * once. If it has not started it never runs; if it runs it is interrupted, and given
	 * up together with its worker if it ignores that for two seconds. Tasks that depend
	 * on it never run.
	 * @return whether the task is cancelled by this call
	 */
	boolean cancel();

	/**
	 * Return a view of this future that tolerates failure: a task that captures the view,
	 * or waits for it, runs once the task of this future has ended, in whatever state,
	 * and can ask for {@link #state()}. In that task {@link #result()} throws what it
	 * throws here.
	 * @return the view
	 */
	@CheckReturnValue
	RayTaskFuture<T> allowFailure();

	/**
	 * Call back when the task has its final state, at once and on the calling thread if
	 * it already has one, else on a thread of the runner. An exception thrown by the
	 * callback is logged.
	 * @param callback called with this future
	 */
	void onDone(Consumer<? super RayTaskFuture<T>> callback);

	/**
	 * Return a {@link CompletableFuture} that completes with what {@link #result()}
	 * returns or throws. Cancelling it cancels the task, so give each of several callers
	 * that share a task a {@linkplain CompletableFuture#copy() copy}. Completing it does
	 * not affect the task.
	 * @return a new future
	 */
	CompletableFuture<T> toCompletableFuture();

}
