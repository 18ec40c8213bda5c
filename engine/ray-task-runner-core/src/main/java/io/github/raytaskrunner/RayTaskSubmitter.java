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

import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Submits tasks: either a {@link RayTaskRunner}, or what its {@code with} returns, which
 * gives options to the tasks. <pre class="code">
 * return runner.with((options) -&gt; options.name("mean").numCpus(2))
 * 	.submit(() -&gt; mean(load("prices.csv")))
 * 	.result();
 * </pre>
 * <p>
 * All methods are safe for use by several threads.
 */
public interface RayTaskSubmitter {

	/**
	 * Return a submitter of tasks with options. It can be kept and shared.
	 * @param options the options, which win over those of this submitter
	 * @return a submitter; this one does not change
	 */
	@CheckReturnValue
	RayTaskSubmitter with(TaskOptions options);

	/**
	 * Return a submitter of tasks with options. It can be kept and shared.
	 * @param options called at once, to set the options, which win over those of this
	 * submitter
	 * @return a submitter; this one does not change
	 */
	@CheckReturnValue
	default RayTaskSubmitter with(Consumer<TaskOptionsBuilder> options) {
		Assert.notNull(options, "'options' must not be null");
		TaskOptionsBuilder builder = TaskOptions.builder();
		options.accept(builder);
		return with(builder.build());
	}

	/**
	 * Submit a task. Returns without waiting for it, but waits for room while the
	 * unfinished tasks are as many ({@code ray.runner.max-unfinished}), or hold as much
	 * memory ({@code ray.runner.max-pending-size}), as the runner accepts. An embedded
	 * task that submits another does not wait.
	 * @param <T> the type of the value
	 * @param task the task
	 * @return the future of the task
	 * @throws TaskSerializationException if the task captured something that cannot
	 * travel; the message names the path to it
	 * @throws RayTaskRejectedException if the runner is not running, if it is full and
	 * {@code ray.runner.when-full} says to reject, or if an unfinished task has the same
	 * key
	 * @throws InterruptedWaitException if the calling thread is interrupted while it
	 * waits for room; its interrupt status is kept
	 * @throws IllegalArgumentException if there is no such profile, or if the backend can
	 * never meet the demand
	 */
	<T extends @Nullable Object> RayTaskFuture<T> submit(RayCallable<T> task);

	/**
	 * Submit a task without a value. Otherwise like {@link #submit}; named differently
	 * because Kotlin would take any lambda for such a task.
	 * @param task the task
	 * @return the future of the task, whose value is {@code null}
	 * @throws TaskSerializationException if the task captured something that cannot
	 * travel; the message names the path to it
	 * @throws RayTaskRejectedException if the runner is not running, if it is full and
	 * {@code ray.runner.when-full} says to reject, or if an unfinished task has the same
	 * key
	 * @throws InterruptedWaitException if the calling thread is interrupted while it
	 * waits for room; its interrupt status is kept
	 * @throws IllegalArgumentException if there is no such profile, or if the backend can
	 * never meet the demand
	 */
	RayTaskFuture<@Nullable Void> execute(RayRunnable task);

	/**
	 * Submit a task for each item. Items may be futures, whose values are there when the
	 * function runs.
	 * @param <A> the type of the items
	 * @param <R> the type of the values
	 * @param function the function
	 * @param items the items
	 * @return the futures, in the order of the items, none if there are no items
	 * @throws IllegalArgumentException if the numbers of items differ, if the options
	 * have a key, or for the same reasons as {@code submit}
	 * @throws TaskSerializationException if an item or what the function captured cannot
	 * travel; the message names the path to it
	 * @throws RayTaskRejectedException if the runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 * @throws InterruptedWaitException if the calling thread is interrupted while it
	 * waits for room; its interrupt status is kept
	 */
	<A extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(RayFunction<A, R> function,
			Iterable<? extends A> items);

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
		Assert.notNull(items, "'items' must not be null");
		return map(function, Arrays.asList(items));
	}

	/**
	 * Submit a task for each item of a stream, as {@link #map(RayFunction, Iterable)}
	 * does. The stream must be finite; for infinite ones there is
	 * {@link #mapAsCompleted(RayFunction, Iterator)}.
	 * @param <A> the type of the items
	 * @param <R> the type of the values
	 * @param function the function
	 * @param items the items
	 * @return the futures, in the order of the items, none if there are no items
	 */
	default <A extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(RayFunction<A, R> function,
			Stream<? extends A> items) {
		Assert.notNull(items, "'items' must not be null");
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
		Assert.notNull(items, "'items' must not be null");
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
	 * have a key, or for the same reasons as {@code submit}
	 * @throws TaskSerializationException if an item or what the function captured cannot
	 * travel; the message names the path to it
	 * @throws RayTaskRejectedException if the runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 * @throws InterruptedWaitException if the calling thread is interrupted while it
	 * waits for room; its interrupt status is kept
	 */
	<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayBiFunction<A, B, R> function, Iterable<? extends A> first, Iterable<? extends B> second);

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
	 * have a key, or for the same reasons as {@code submit}
	 * @throws TaskSerializationException if an item or what the function captured cannot
	 * travel; the message names the path to it
	 * @throws RayTaskRejectedException if the runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 * @throws InterruptedWaitException if the calling thread is interrupted while it
	 * waits for room; its interrupt status is kept
	 */
	<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayTriFunction<A, B, C, R> function, Iterable<? extends A> first, Iterable<? extends B> second,
			Iterable<? extends C> third);

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
	 * @throws IllegalArgumentException if the numbers of items differ, if the options
	 * have a key, or for the same reasons as {@code submit}
	 * @throws TaskSerializationException if an item or what the function captured cannot
	 * travel; the message names the path to it
	 * @throws RayTaskRejectedException if the runner is not running, or if it is full and
	 * {@code ray.runner.when-full} says to reject
	 * @throws InterruptedWaitException if the calling thread is interrupted while it
	 * waits for room; its interrupt status is kept
	 */
	<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, D extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayQuadFunction<A, B, C, D, R> function, Iterable<? extends A> first, Iterable<? extends B> second,
			Iterable<? extends C> third, Iterable<? extends D> fourth);

	/**
	 * Submit a task for each of any number of items as the returned stream is consumed,
	 * up to 10,000 ahead of it and no more than the runner accepts: a caller that drops
	 * the futures it got needs little memory however many items there are. If items come
	 * slowly, the futures of tasks that have ended are returned before the next item is
	 * requested; while the iterator waits for an item, so does the stream. If the thread
	 * that consumes it is interrupted, the stream throws an
	 * {@link InterruptedWaitException}, and the interrupt status is kept. The stream also
	 * throws what {@code submit} throws, and then submits no more; nor does it once it is
	 * closed.
	 * @param <A> the type of the items
	 * @param <R> the type of the values
	 * @param function the function
	 * @param items the items, which are requested by the thread that consumes the stream
	 * @return a sequential stream of the futures, in the order in which their tasks end
	 * @throws IllegalArgumentException if the options have a key
	 * @throws RayTaskRejectedException if the runner is not running
	 */
	<A extends @Nullable Object, R extends @Nullable Object> Stream<RayTaskFuture<R>> mapAsCompleted(
			RayFunction<A, R> function, Iterator<? extends A> items);

}
