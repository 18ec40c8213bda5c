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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * {@link CompletableFuture} of tasks. It is completed by a callback, but whoever waits
 * for it waits as for the tasks and completes it himself, so callbacks that block are not
 * in the way, and a task that waits does not occupy its slot.
 *
 * @param <T> the type of the value
 */
public abstract class AwaitedFuture<T extends @Nullable Object> extends CompletableFuture<T> {

	private final Waiter waiter;

	/**
	 * Create a new future.
	 * @param waiter waits for what depends on this future, which is done by callbacks
	 */
	protected AwaitedFuture(Waiter waiter) {
		this.waiter = waiter;
	}

	/**
	 * Return what waits for what depends on this future.
	 * @return what waits
	 */
	protected final Waiter waiter() {
		return this.waiter;
	}

	@Override
	public final <U> CompletableFuture<U> newIncompleteFuture() {
		return new AwaitedStage<>(this.waiter);
	}

	/**
	 * Wait until this future is done, and complete it if nobody else does.
	 * @param nanos longest time to wait in nanoseconds
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	protected abstract void await(long nanos) throws TimeoutException, InterruptedException;

	/**
	 * Cancel the tasks.
	 */
	protected abstract void cancelTasks();

	/**
	 * Cancel the tasks too, as whoever has this future may have nothing else of them:
	 * coroutines and reactive streams that are given up cancel the future.
	 */
	@Override
	public final boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		if (cancelled) {
			cancelTasks();
		}
		return cancelled;
	}

	@Override
	public final T get() throws InterruptedException, ExecutionException {
		await();
		return super.get();
	}

	@Override
	public final T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
		long nanos = unit.toNanos(timeout);
		Deadline deadline = Deadline.ofNanos(nanos);
		await(nanos);
		// a value that could not be fetched is asked for once more
		return super.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * As the JDK has it, an interrupt does not end the wait and is kept.
	 */
	@Override
	public final T join() {
		boolean interrupted = false;
		try {
			while (true) {
				try {
					await();
					return super.join();
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void await() throws InterruptedException {
		TimedWait.withoutLimit((nanos) -> {
			await(nanos);
			return true;
		});
	}

}
