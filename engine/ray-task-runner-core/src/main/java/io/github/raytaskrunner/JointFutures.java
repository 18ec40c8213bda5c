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

import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.waiting.Deadline;
import io.github.raytaskrunner.waiting.TimedWait;
import org.jspecify.annotations.Nullable;

/**
 * How several futures are waited for as one.
 *
 * @param <T> the type of the values
 */
interface JointFutures<T extends @Nullable Object> {

	/**
	 * Wait until all tasks have ended.
	 * @param deadline the end of the time to wait
	 * @return whether they have
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	boolean await(Deadline deadline) throws InterruptedException;

	/**
	 * Wait until all tasks have ended.
	 * @throws InterruptedWaitException if the calling thread is interrupted
	 */
	void await();

	/**
	 * Wait until all tasks have completed, or one has ended otherwise.
	 * @param deadline the end of the time to wait
	 * @return the values, in order
	 * @throws RayTaskException if one did not complete
	 * @throws TimeoutException if the time is over; the message says how many tasks are
	 * unfinished
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	List<T> result(Deadline deadline) throws TimeoutException, InterruptedException;

	/**
	 * Wait until all tasks have completed, or one has ended otherwise.
	 * @return the values, in order
	 * @throws RayTaskException if one did not complete
	 * @throws InterruptedWaitException if the calling thread is interrupted
	 */
	List<T> result();

	/**
	 * Return the value of a task, and wait for it if it is not here.
	 * @param index index of a task that has ended
	 * @return the value
	 * @throws RayTaskException if the task did not complete
	 */
	T value(int index);

	/**
	 * Return the futures in the order in which their tasks end, each once.
	 * @param deadline the end of the time to wait, or {@code null} if there is none
	 * @return the futures
	 */
	Spliterator<RayTaskFuture<T>> asCompleted(@Nullable Deadline deadline);

	/**
	 * Return a future that completes with what {@link #result()} returns or throws.
	 * @return a new future
	 */
	CompletableFuture<List<T>> toCompletableFuture();

	/**
	 * Cancel the tasks that have not ended.
	 * @return the number of tasks that are cancelled by this call
	 */
	int cancel();

	/**
	 * Wait as long as it takes.
	 * @param <R> the type of what is waited for
	 * @param wait the wait
	 * @return what was waited for
	 * @throws InterruptedWaitException if the calling thread is interrupted
	 */
	static <R extends @Nullable Object> R untimed(TimedWait<R> wait) {
		try {
			return TimedWait.withoutLimit(wait);
		}
		catch (InterruptedException ex) {
			throw InterruptedWaitException.of("tasks", ex);
		}
	}

}
