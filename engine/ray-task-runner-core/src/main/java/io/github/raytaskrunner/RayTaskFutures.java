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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.raytaskrunner.waiting.AwaitableGroup;
import io.github.raytaskrunner.waiting.Deadline;
import org.jspecify.annotations.Nullable;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Futures of several tasks, in order. A future may be among them more than once.
 * <pre class="code">
 * RayTaskFutures&lt;Integer&gt; all = RayTaskFutures.of(List.of(slow, runner.submit(() -&gt; 2)));
 * int sum = all.asCompleted(Duration.ofSeconds(30)).mapToInt(RayTaskFuture::result).sum();
 * </pre>
 * <p>
 * Immutable; all methods are safe for use by several threads.
 *
 * @param <T> the type of the values
 */
public final class RayTaskFutures<T extends @Nullable Object> implements Iterable<RayTaskFuture<T>> {

	private final List<RayTaskFuture<T>> futures;

	/**
	 * How they are waited for. Does not travel with a task that captured this object.
	 */
	private transient @Nullable JointFutures<T> joint;

	private RayTaskFutures(List<RayTaskFuture<T>> futures) {
		this.futures = futures;
	}

	/**
	 * Return several futures as one object. Their values may be of different subtypes of
	 * the given type.
	 * @param <T> the type of the values
	 * @param futures the futures
	 * @return the futures, in the order of the collection
	 */
	@SuppressWarnings("unchecked") // futures only give values
	public static <T extends @Nullable Object> RayTaskFutures<T> of(
			Collection<? extends RayTaskFuture<? extends T>> futures) {
		Assert.notNull(futures, "'futures' must not be null");
		if (futures instanceof AwaitableGroup) {
			return new RayTaskFutures<>((List<RayTaskFuture<T>>) futures);
		}
		Assert.noNullElements(futures, "'futures' must not have null among them");
		List<?> list = List.copyOf(futures);
		return new RayTaskFutures<>((List<RayTaskFuture<T>>) list);
	}

	/**
	 * Return several futures as one object. Their values may be of different subtypes of
	 * the given type.
	 * @param <T> the type of the values
	 * @param futures the futures
	 * @return the futures, in order
	 */
	@SafeVarargs
	public static <T extends @Nullable Object> RayTaskFutures<T> of(RayTaskFuture<? extends T>... futures) {
		Assert.notNull(futures, "'futures' must not be null");
		return of(Arrays.asList(futures));
	}

	/**
	 * Return the futures as a list.
	 * @return the futures in order
	 */
	public List<RayTaskFuture<T>> asList() {
		return this.futures;
	}

	/**
	 * Return one of the futures.
	 * @param index its index, from 0
	 * @return the future
	 * @throws IndexOutOfBoundsException if there are not that many
	 */
	public RayTaskFuture<T> get(int index) {
		return this.futures.get(index);
	}

	/**
	 * Return views of these futures that a task may capture or wait for even if their
	 * tasks do not complete, see {@link RayTaskFuture#allowFailure()}.
	 * @return the futures
	 */
	@CheckReturnValue
	public RayTaskFutures<T> allowFailure() {
		return new RayTaskFutures<>(this.futures.stream().map(RayTaskFuture::allowFailure).toList());
	}

	/**
	 * Return the number of futures.
	 * @return the number
	 */
	public int size() {
		return this.futures.size();
	}

	@Override
	public Iterator<RayTaskFuture<T>> iterator() {
		return this.futures.iterator();
	}

	/**
	 * Wait until all tasks have their final states. Never throws for a task that did not
	 * complete.
	 * @param timeout longest time to wait for all together
	 * @return whether all have ended within the timeout
	 * @throws IllegalArgumentException if the timeout is negative
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public boolean await(Duration timeout) throws InterruptedException {
		return joint().await(new Deadline(timeout));
	}

	/**
	 * Wait without a limit until all tasks have their final states. Never throws for a
	 * task that did not complete.
	 * @throws InterruptedWaitException if the calling thread is interrupted; its
	 * interrupt status is kept
	 */
	public void await() {
		joint().await();
	}

	/**
	 * Wait for all tasks without a limit and return their values. Fails as soon as one of
	 * them has ended without completing; the others go on.
	 * @return the values, in the order of the futures
	 * @throws RayTaskException if a task did not complete
	 * @throws TaskSerializationException if a value cannot be rebuilt here
	 * @throws InterruptedWaitException if the calling thread is interrupted; its
	 * interrupt status is kept
	 */
	public List<T> result() {
		return Collections.unmodifiableList(joint().result());
	}

	/**
	 * Wait for all tasks and return their values. Fails as soon as one of them has ended
	 * without completing; the others go on.
	 * @param timeout longest time to wait for all tasks and values together
	 * @return the values, in the order of the futures
	 * @throws TimeoutException if the time is over; the message says how many tasks are
	 * unfinished
	 * @throws IllegalArgumentException if the timeout is negative
	 * @throws RayTaskException if a task did not complete
	 * @throws TaskSerializationException if a value cannot be rebuilt here
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public List<T> result(Duration timeout) throws TimeoutException, InterruptedException {
		return Collections.unmodifiableList(joint().result(new Deadline(timeout)));
	}

	/**
	 * Wait for all tasks without a limit and return their values, with a substitute for
	 * each task that does not complete.
	 * @param otherwise returns the substitute for the value, given the exception that
	 * {@link RayTaskFuture#result()} throws
	 * @return the values, in the order of the futures
	 * @throws ResultLostException if a task completed, but its value was lost
	 * @throws TaskSerializationException if a value cannot be rebuilt here
	 * @throws InterruptedWaitException if the calling thread is interrupted; its
	 * interrupt status is kept
	 */
	public List<T> resultOrElse(Function<? super RayTaskException, ? extends T> otherwise) {
		Assert.notNull(otherwise, "'otherwise' must not be null");
		await();
		JointFutures<T> joint = joint();
		List<T> results = new ArrayList<>(size());
		for (int i = 0; i < size(); i++) {
			try {
				results.add(joint.value(i));
			}
			catch (ResultLostException ex) {
				throw ex;
			}
			catch (RayTaskException ex) {
				results.add(otherwise.apply(ex));
			}
		}
		return Collections.unmodifiableList(results);
	}

	/**
	 * Return the futures in the order in which their tasks end, each once. The stream
	 * waits for the next one without a limit; if the thread that consumes it is
	 * interrupted, it throws an {@link InterruptedWaitException} and the interrupt status
	 * is kept.
	 * @return a stream of all distinct futures
	 */
	public Stream<RayTaskFuture<T>> asCompleted() {
		return StreamSupport.stream(joint().asCompleted(null), false);
	}

	/**
	 * Return the futures in the order in which their tasks end, each once. When the time
	 * is over the stream throws an {@link UnfinishedTasksException} that says how many
	 * tasks are unfinished and names the first of them.
	 * @param timeout longest time, from now on, to wait for all tasks together
	 * @return a stream of all distinct futures
	 * @throws IllegalArgumentException if the timeout is negative
	 */
	public Stream<RayTaskFuture<T>> asCompleted(Duration timeout) {
		return StreamSupport.stream(joint().asCompleted(new Deadline(timeout)), false);
	}

	/**
	 * Return a {@link CompletableFuture} that completes with what {@link #result()}
	 * returns or throws: with all values, or as soon as one of the tasks has ended
	 * without completing. Cancelling it cancels the tasks; completing it does not affect
	 * them.
	 * @return a new future
	 */
	public CompletableFuture<List<T>> toCompletableFuture() {
		return joint().toCompletableFuture();
	}

	/**
	 * Cancel the tasks that have not ended.
	 * @return the number of tasks that are cancelled by this call
	 */
	public int cancel() {
		return joint().cancel();
	}

	private synchronized JointFutures<T> joint() {
		if (this.joint == null) {
			this.joint = (this.futures instanceof AwaitableGroup group) ? new GroupedFutures<>(this.futures, group)
					: new SingleFutures<>(this.futures);
		}
		return this.joint;
	}

	@Override
	public String toString() {
		return this.futures.toString();
	}

}
