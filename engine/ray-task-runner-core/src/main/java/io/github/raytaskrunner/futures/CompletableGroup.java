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

package io.github.raytaskrunner.futures;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.waiting.AwaitedFuture;
import io.github.raytaskrunner.waiting.Deadline;
import io.github.raytaskrunner.waiting.TimedWait;
import org.jspecify.annotations.Nullable;

/**
 * {@link CompletableFuture} of all tasks of a group, which takes one callback and none of
 * their futures. Whoever completes it, its stages run with what the thread had that asked
 * for it.
 *
 * @param <V> the type of the values of all together
 */
final class CompletableGroup<V> extends AwaitedFuture<V> {

	/**
	 * Held while the values are read, which may take long and is done once.
	 */
	private final ReentrantLock reading = new ReentrantLock();

	private final Futures futures;

	private final CompletableFuture<?> decided;

	private final TimedWait<V> values;

	private final Runnable cancellation;

	private final Runnable completion;

	private volatile @Nullable Runnable outcome;

	/**
	 * Create a new future.
	 * @param futures the futures of the runner
	 * @param decided done once all tasks completed, or one has not
	 * @param values gives the values once that is decided, or throws why there are none
	 * @param cancellation cancels the tasks
	 */
	CompletableGroup(Futures futures, CompletableFuture<?> decided, TimedWait<V> values, Runnable cancellation) {
		super(futures::await);
		this.futures = futures;
		// users may complete this one themselves
		this.decided = CompletableFuture.anyOf(decided, this);
		this.values = values;
		this.cancellation = cancellation;
		this.completion = futures.inContext(this::tell);
	}

	/**
	 * Complete this future on the calling thread: it is decided whether there are values.
	 */
	void complete() {
		try {
			TimedWait.withoutLimit((nanos) -> {
				read(nanos);
				return true;
			});
		}
		catch (InterruptedException ex) {
			completeExceptionally(InterruptedWaitException.of("the values of tasks", ex));
		}
	}

	private void read(long nanos) throws TimeoutException, InterruptedException {
		Deadline deadline = Deadline.ofNanos(nanos);
		if (!this.reading.tryLock(nanos, TimeUnit.NANOSECONDS)) {
			throw new TimeoutException();
		}
		try {
			if (this.outcome == null && !isDone()) {
				this.outcome = outcome(deadline.remainingNanos());
			}
		}
		finally {
			this.reading.unlock();
		}
		this.completion.run();
		tell();
	}

	private Runnable outcome(long nanos) throws TimeoutException, InterruptedException {
		try {
			V values = this.values.await(nanos);
			return () -> complete(values);
		}
		catch (RuntimeException | Error ex) {
			return () -> completeExceptionally(ex);
		}
	}

	private void tell() {
		Runnable outcome = this.outcome;
		if (outcome != null && !isDone()) {
			outcome.run();
		}
	}

	@Override
	protected void cancelTasks() {
		this.cancellation.run();
	}

	@Override
	protected void await(long nanos) throws TimeoutException, InterruptedException {
		Deadline deadline = Deadline.ofNanos(nanos);
		if (!isDone()) {
			this.futures.await(this.decided, nanos);
		}
		if (!isDone()) {
			read(deadline.remainingNanos());
		}
	}

}
