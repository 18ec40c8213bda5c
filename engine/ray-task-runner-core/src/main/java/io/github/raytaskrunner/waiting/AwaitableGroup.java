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

package io.github.raytaskrunner.waiting;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * What the futures of a group offer, as a list, to those who wait for all of them: none
 * of the futures has to exist for that. Safe for use by several threads.
 */
public interface AwaitableGroup extends Waiter {

	/**
	 * Wait until all tasks have ended.
	 * @param nanos longest time to wait in nanoseconds
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void awaitEnd(long nanos) throws TimeoutException, InterruptedException;

	/**
	 * Wait until all tasks completed, or one has ended otherwise.
	 * @param nanos longest time to wait in nanoseconds
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void awaitDecision(long nanos) throws TimeoutException, InterruptedException;

	/**
	 * Return a future of all tasks together, for which nobody has to wait.
	 * @param <V> the type of the values of all together
	 * @param values gives the values once all tasks completed, or throws what there is
	 * instead once one has ended otherwise
	 * @return the future, which completes with what was given or thrown
	 */
	<V> CompletableFuture<V> whenDecided(TimedWait<V> values);

	/**
	 * Return the index of the first task that ended and did not complete.
	 * @return the index, or -1 if there is none so far
	 */
	int failed();

	/**
	 * Return the number of tasks that have not ended.
	 * @return the number
	 */
	int unfinished();

	/**
	 * Return the value of a task that has ended, and wait for it if it is not here.
	 * @param index its index
	 * @param nanos longest time to wait in nanoseconds
	 * @return the value, which may be {@code null}
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	@Nullable Object value(int index, long nanos) throws TimeoutException, InterruptedException;

	/**
	 * Tell which tasks have ended so far, and then of each that ends.
	 * @param arrivals told of each task once
	 */
	void whenEnded(Arrivals arrivals);

	/**
	 * Cancel the tasks that have not ended.
	 * @return the number of tasks that are cancelled by this call
	 */
	int cancelAll();

	/**
	 * Told which tasks have ended.
	 */
	@FunctionalInterface
	interface Arrivals {

		/**
		 * Tasks beside each other have ended. Takes no time and calls nobody: it may be
		 * called under a lock.
		 * @param first index of the first one
		 * @param count number of tasks
		 */
		void ended(int first, int count);

	}

}
