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
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.context.Lifecycle;

/**
 * Runs tasks in parallel on Ray, or in this process where there is no Ray, with the same
 * behaviour. In a Spring Boot application it is a bean that starts and stops with the
 * application context. <pre class="code">
 * RayTaskFuture&lt;List&lt;Double&gt;&gt; prices = runner.submit(() -&gt; load("prices.csv"));
 * RayTaskFuture&lt;Double&gt; mean = runner.submit(() -&gt; mean(prices.result()));
 * </pre>
 * <p>
 * All methods are safe for use by several threads.
 */
public interface RayTaskRunner extends Lifecycle, AutoCloseable {

	/**
	 * Submit a task. Returns without waiting for it, unless the unfinished tasks are as
	 * many ({@code ray.runner.max-unfinished}), or hold as much memory
	 * ({@code ray.runner.max-pending-size}), as this runner accepts.
	 * @param <T> the type of the value
	 * @param task the task
	 * @return the future of the task
	 * @throws TaskSerializationException if the task captured something that cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 */
	<T extends @Nullable Object> RayTaskFuture<T> submit(RayCallable<T> task);

	/**
	 * Submit a task without a value.
	 * @param task the task
	 * @return the future of the task
	 * @throws TaskSerializationException if the task captured something that cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 */
	RayTaskFuture<@Nullable Void> submit(RayRunnable task);

	/**
	 * Submit a task with options. Returns without waiting for it, unless the unfinished
	 * tasks are as many, or hold as much memory, as this runner accepts.
	 * @param <T> the type of the value
	 * @param options the options
	 * @param task the task
	 * @return the future of the task
	 * @throws TaskSerializationException if the task captured something that cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 * @throws IllegalArgumentException if an unfinished task has the same key, if there
	 * is no such profile, or if what runs the tasks can never meet the demand
	 */
	<T extends @Nullable Object> RayTaskFuture<T> submit(TaskOptions options, RayCallable<T> task);

	/**
	 * Submit a task without a value, with options.
	 * @param options the options
	 * @param task the task
	 * @return the future of the task
	 * @throws TaskSerializationException if the task captured something that cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 * @throws IllegalArgumentException if an unfinished task has the same key, if there
	 * is no such profile, or if what runs the tasks can never meet the demand
	 */
	RayTaskFuture<@Nullable Void> submit(TaskOptions options, RayRunnable task);

	/**
	 * Submit a task for each item. Items may be futures, which the function sees with
	 * their values.
	 * @param <A> the type of the items
	 * @param <R> the type of the values
	 * @param function the function
	 * @param items the items
	 * @return the futures, in the order of the items, none if there are no items
	 * @throws IllegalArgumentException if the numbers of items differ, if the options
	 * have a key, or for the reasons that {@code submit} has
	 * @throws TaskSerializationException if an item or what the function captured cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 */
	<A extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(RayFunction<A, R> function,
			Iterable<? extends A> items);

	/**
	 * Submit a task for each item, with options. Items may be futures, which the function
	 * sees with their values.
	 * @param <A> the type of the items
	 * @param <R> the type of the values
	 * @param options options of each task
	 * @param function the function
	 * @param items the items
	 * @return the futures, in the order of the items, none if there are no items
	 * @throws IllegalArgumentException if the numbers of items differ, if the options
	 * have a key, or for the reasons that {@code submit} has
	 * @throws TaskSerializationException if an item or what the function captured cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 */
	<A extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(TaskOptions options,
			RayFunction<A, R> function, Iterable<? extends A> items);

	/**
	 * Submit a task for each item of an array, as {@link #map(RayFunction, Iterable)}
	 * does.
	 * @param <A> the type of the items
	 * @param <R> the type of the values
	 * @param function the function
	 * @param items the items
	 * @return the futures, in the order of the items, none if there are no items
	 */
	default <A extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(RayFunction<A, R> function,
			A[] items) {
		return map(function, Arrays.asList(items));
	}

	/**
	 * Submit a task for each item of a stream, as {@link #map(RayFunction, Iterable)}
	 * does. The stream must have an end; for others there is
	 * {@link #mapAsCompleted(RayFunction, Iterator)}.
	 * @param <A> the type of the items
	 * @param <R> the type of the values
	 * @param function the function
	 * @param items the items
	 * @return the futures, in the order of the items, none if there are no items
	 */
	default <A extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(RayFunction<A, R> function,
			Stream<? extends A> items) {
		return map(function, items.toList());
	}

	/**
	 * Wait for items, and then submit a task for each, as
	 * {@link #map(RayFunction, Iterable)} does.
	 * @param <A> the type of the items
	 * @param <R> the type of the values
	 * @param function the function
	 * @param items the future of the items
	 * @return the futures, in the order of the items, none if there are no items
	 * @throws RayTaskException if the task of the items did not complete
	 */
	default <A extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(RayFunction<A, R> function,
			RayTaskFuture<? extends Iterable<? extends A>> items) {
		return map(function, items.result());
	}

	/**
	 * Submit a task for each pair of items. A parameter may be {@link Unmapped#unmapped
	 * unmapped}.
	 * @param <A> the type of the first items
	 * @param <B> the type of the second items
	 * @param <R> the type of the values
	 * @param function the function
	 * @param first the first items
	 * @param second the second items
	 * @return the futures, in the order of the items, none if there are no items
	 * @throws IllegalArgumentException if the numbers of items differ, if the options
	 * have a key, or for the reasons that {@code submit} has
	 * @throws TaskSerializationException if an item or what the function captured cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 */
	<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayBiFunction<A, B, R> function, Iterable<? extends A> first, Iterable<? extends B> second);

	/**
	 * Submit a task for each pair of items, with options. A parameter may be
	 * {@link Unmapped#unmapped unmapped}.
	 * @param <A> the type of the first items
	 * @param <B> the type of the second items
	 * @param <R> the type of the values
	 * @param options options of each task
	 * @param function the function
	 * @param first the first items
	 * @param second the second items
	 * @return the futures, in the order of the items, none if there are no items
	 * @throws IllegalArgumentException if the numbers of items differ, if the options
	 * have a key, or for the reasons that {@code submit} has
	 * @throws TaskSerializationException if an item or what the function captured cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 */
	<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			TaskOptions options, RayBiFunction<A, B, R> function, Iterable<? extends A> first,
			Iterable<? extends B> second);

	/**
	 * Submit a task for each triple of items. A parameter may be {@link Unmapped#unmapped
	 * unmapped}.
	 * @param <A> the type of the first items
	 * @param <B> the type of the second items
	 * @param <C> the type of the third items
	 * @param <R> the type of the values
	 * @param function the function
	 * @param first the first items
	 * @param second the second items
	 * @param third the third items
	 * @return the futures, in the order of the items, none if there are no items
	 * @throws IllegalArgumentException if the numbers of items differ, if the options
	 * have a key, or for the reasons that {@code submit} has
	 * @throws TaskSerializationException if an item or what the function captured cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 */
	<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayTriFunction<A, B, C, R> function, Iterable<? extends A> first, Iterable<? extends B> second,
			Iterable<? extends C> third);

	/**
	 * Submit a task for each triple of items, with options. A parameter may be
	 * {@link Unmapped#unmapped unmapped}.
	 * @param <A> the type of the first items
	 * @param <B> the type of the second items
	 * @param <C> the type of the third items
	 * @param <R> the type of the values
	 * @param options options of each task
	 * @param function the function
	 * @param first the first items
	 * @param second the second items
	 * @param third the third items
	 * @return the futures, in the order of the items, none if there are no items
	 * @throws IllegalArgumentException if the numbers of items differ, if the options
	 * have a key, or for the reasons that {@code submit} has
	 * @throws TaskSerializationException if an item or what the function captured cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 */
	<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			TaskOptions options, RayTriFunction<A, B, C, R> function, Iterable<? extends A> first,
			Iterable<? extends B> second, Iterable<? extends C> third);

	/**
	 * Submit a task for each four items. A parameter may be {@link Unmapped#unmapped
	 * unmapped}.
	 * @param <A> the type of the first items
	 * @param <B> the type of the second items
	 * @param <C> the type of the third items
	 * @param <D> the type of the fourth items
	 * @param <R> the type of the values
	 * @param function the function
	 * @param first the first items
	 * @param second the second items
	 * @param third the third items
	 * @param fourth the fourth items
	 * @return the futures, in the order of the items, none if there are no items
	 * @throws IllegalArgumentException if the numbers of items differ, or for the reasons
	 * that {@code submit} has
	 * @throws TaskSerializationException if an item or what the function captured cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 */
	default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, D extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayQuadFunction<A, B, C, D, R> function, Iterable<? extends A> first, Iterable<? extends B> second,
			Iterable<? extends C> third, Iterable<? extends D> fourth) {
		return map(TaskOptions.defaults(), function, first, second, third, fourth);
	}

	/**
	 * Submit a task for each four items, with options. A parameter may be
	 * {@link Unmapped#unmapped unmapped}.
	 * @param <A> the type of the first items
	 * @param <B> the type of the second items
	 * @param <C> the type of the third items
	 * @param <D> the type of the fourth items
	 * @param <R> the type of the values
	 * @param options options of each task
	 * @param function the function
	 * @param first the first items
	 * @param second the second items
	 * @param third the third items
	 * @param fourth the fourth items
	 * @return the futures, in the order of the items, none if there are no items
	 * @throws IllegalArgumentException if the numbers of items differ, if the options
	 * have a key, or for the reasons that {@code submit} has
	 * @throws TaskSerializationException if an item or what the function captured cannot
	 * travel; the message names the path to it
	 * @throws TaskRejectedException if this runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 */
	<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, D extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			TaskOptions options, RayQuadFunction<A, B, C, D, R> function, Iterable<? extends A> first,
			Iterable<? extends B> second, Iterable<? extends C> third, Iterable<? extends D> fourth);

	/**
	 * Submit a task for each of any number of items, not more at a time than this runner
	 * accepts, as the returned stream is consumed: whoever drops the futures that the
	 * stream gave it needs little memory however many items there are. If the thread that
	 * consumes it is interrupted the stream throws a {@link InterruptedWaitException},
	 * and the interrupt status is kept. What {@code submit} throws, it throws as well.
	 * @param <A> the type of the items
	 * @param <R> the type of the values
	 * @param function the function
	 * @param items the items, which are asked for as late as possible
	 * @return a sequential stream of the futures, in the order in which their tasks end
	 * @throws IllegalArgumentException if the options have a key
	 * @throws TaskRejectedException if this runner is not running
	 */
	<A extends @Nullable Object, R extends @Nullable Object> Stream<RayTaskFuture<R>> mapAsCompleted(
			RayFunction<A, R> function, Iterator<? extends A> items);

	/**
	 * Submit a task for each of any number of items, with options, not more at a time
	 * than this runner accepts, as the returned stream is consumed: whoever drops the
	 * futures that the stream gave it needs little memory however many items there are.
	 * If the thread that consumes it is interrupted the stream throws a
	 * {@link InterruptedWaitException}, and the interrupt status is kept. What
	 * {@code submit} throws, it throws as well.
	 * @param <A> the type of the items
	 * @param <R> the type of the values
	 * @param options options of each task
	 * @param function the function
	 * @param items the items, which are asked for as late as possible
	 * @return a sequential stream of the futures, in the order in which their tasks end
	 * @throws IllegalArgumentException if the options have a key
	 * @throws TaskRejectedException if this runner is not running
	 */
	<A extends @Nullable Object, R extends @Nullable Object> Stream<RayTaskFuture<R>> mapAsCompleted(
			TaskOptions options, RayFunction<A, R> function, Iterator<? extends A> items);

	/**
	 * Send a value once for many tasks to use: they capture the returned future.
	 * @param <T> the type of the value
	 * @param value the value
	 * @return the future of the value, which is {@link TaskState.Completed}
	 * @throws TaskSerializationException if the value holds something that cannot travel;
	 * the message names the path to it
	 * @throws TaskRejectedException if this runner is not running
	 */
	<T extends @Nullable Object> RayTaskFuture<T> put(T value);

	/**
	 * Find a task by its key. Tasks that have ended and whose future nobody holds are
	 * forgotten.
	 * @param key the key
	 * @return the future of the task, or empty if there is none
	 * @throws TaskRejectedException if this runner is not running
	 */
	Optional<RayTaskFuture<?>> find(String key);

	/**
	 * Wait until a task has its final state. Never throws for a task that did not
	 * complete.
	 * @param key the key of the task
	 * @param timeout longest time to wait
	 * @return the final state, or empty if the task has none within the timeout
	 * @throws IllegalArgumentException if there is no task with this key, or if the
	 * timeout is negative
	 * @throws TaskRejectedException if this runner is not running
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	Optional<TaskState> wait(String key, Duration timeout) throws InterruptedException;

	/**
	 * Wait without a limit until a task has its final state. Never throws for a task that
	 * did not complete.
	 * @param key the key of the task
	 * @return the final state
	 * @throws IllegalArgumentException if there is no task with this key
	 * @throws TaskRejectedException if this runner is not running
	 * @throws InterruptedWaitException if the calling thread is interrupted; its
	 * interrupt status is kept
	 */
	default TaskState await(String key) {
		try {
			return wait(key, Duration.ofSeconds(Long.MAX_VALUE)).orElseThrow();
		}
		catch (InterruptedException ex) {
			throw InterruptedWaitException.of("the task with the key '" + key + "'", ex);
		}
	}

	/**
	 * Return a new runner with the same settings, which is {@linkplain #equals equal} to
	 * this one. It is not started, and its caller has to start and stop it.
	 * @return the runner
	 */
	RayTaskRunner duplicate();

	/**
	 * Return what runs the tasks: {@code embedded}, or {@code ray-} and the version of
	 * Ray.
	 * @return the name
	 * @throws IllegalStateException if this runner is not running
	 */
	String backend();

	/**
	 * Stop this runner, for those who have started it themselves. Does nothing if it is
	 * not running.
	 */
	@Override
	default void close() {
		stop();
	}

}
