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

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.ResultLostException;
import io.github.raytaskrunner.TaskProgress;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.scheduling.HeldFuture;
import io.github.raytaskrunner.scheduling.Task;
import io.github.raytaskrunner.waiting.AwaitableTask;
import io.github.raytaskrunner.waiting.Deadline;
import io.github.raytaskrunner.waiting.TimedWait;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The future that a user holds. As long as somebody does, the value of the task is kept.
 *
 * @param <T> the type of the value
 */
public final class TaskFuture<T extends @Nullable Object> implements RayTaskFuture<T>, HeldFuture, AwaitableTask {

	private static final Log logger = LogFactory.getLog(TaskFuture.class);

	private final Task task;

	private final Futures futures;

	private final LazyValue value;

	TaskFuture(Task task, Futures futures) {
		this.task = task;
		this.futures = futures;
		this.value = new LazyValue(task, futures);
	}

	@Override
	public String key() {
		return this.task.key();
	}

	@Override
	public String name() {
		return this.task.name();
	}

	@Override
	public TaskState state() {
		return noticed(this.task.state());
	}

	@Override
	public Optional<TaskProgress> progress() {
		return Optional.ofNullable(this.task.progress());
	}

	private TaskState noticed(TaskState state) {
		if (state.isFinal()) {
			this.task.notice();
		}
		return state;
	}

	@Override
	public Task task() {
		return this.task;
	}

	@Override
	public boolean hasValue() {
		return this.value.isRebuilt();
	}

	Futures futures() {
		return this.futures;
	}

	@Override
	public Optional<TaskState> await(Duration timeout) throws InterruptedException {
		Deadline.check(timeout);
		try {
			return Optional.of(awaitState(TimeUnit.NANOSECONDS.convert(timeout)));
		}
		catch (TimeoutException ex) {
			return Optional.empty();
		}
	}

	@Override
	public T result() {
		try {
			return TimedWait.withoutLimit((nanos) -> result(nanos));
		}
		catch (InterruptedException ex) {
			throw InterruptedWaitException.of("the result of " + this.task, ex);
		}
	}

	@Override
	public T result(Duration timeout) throws TimeoutException, InterruptedException {
		Deadline.check(timeout);
		try {
			return result(TimeUnit.NANOSECONDS.convert(timeout));
		}
		catch (TimeoutException ex) {
			throw new TimeoutException(this.task + " gave no result within " + timeout.toMillis() + " ms, it is "
					+ describe(this.task.state()));
		}
	}

	private T result(long nanos) throws TimeoutException, InterruptedException {
		Deadline deadline = Deadline.ofNanos(nanos);
		TaskState state = awaitState(nanos);
		if (!state.isCompleted()) {
			throw state.failure(this.task.name(), this.task.key());
		}
		try {
			get(this.value.fetch(), deadline.remainingNanos());
			return rebuild();
		}
		catch (ExecutionException ex) {
			throw lost(ex.getCause());
		}
		finally {
			// The last use of a future must not let its value go while it is fetched.
			Reference.reachabilityFence(this);
		}
	}

	private TaskState awaitState(long nanos) throws TimeoutException, InterruptedException {
		this.futures.await(this.task.done(), this.task.commonName(), nanos);
		return noticed(this.task.state());
	}

	private static <V> V get(Future<V> future, long nanos)
			throws ExecutionException, TimeoutException, InterruptedException {
		return future.get(nanos, TimeUnit.NANOSECONDS);
	}

	@SuppressWarnings({ "unchecked", "NullAway" })
	private T rebuild() {
		return (T) this.value.get();
	}

	private ResultLostException lost(@Nullable Throwable cause) {
		if (cause instanceof ValueLostException && cause.getMessage() != null) {
			return new ResultLostException(this.task.name(), this.task.key(), cause.getMessage());
		}
		ResultLostException lost = new ResultLostException(this.task.name(), this.task.key(), String.valueOf(cause));
		if (cause != null) {
			lost.addSuppressed(cause);
		}
		return lost;
	}

	@Override
	public boolean cancel() {
		return this.futures.cancel(this.task);
	}

	@Override
	public RayTaskFuture<T> allowFailure() {
		return new FailureAllowed<>(this);
	}

	@Override
	public void onDone(Consumer<? super RayTaskFuture<T>> callback) {
		Assert.notNull(callback, "'callback' must not be null");
		if (hasEnded()) {
			call(callback);
		}
		else {
			this.task.done().thenRunAsync(inContext(() -> call(callback)), this.futures.callbacks());
		}
	}

	private boolean hasEnded() {
		this.task.notice();
		return this.task.state().isFinal();
	}

	@Override
	public void whenEnded(Runnable action) {
		this.task.done().thenRun(action);
	}

	@Override
	public void await(CompletableFuture<?> future, long nanos) throws TimeoutException, InterruptedException {
		this.futures.await(future, nanos);
	}

	/**
	 * Return an action that runs with what the calling thread has now, on whatever thread
	 * it runs.
	 * @param action code of users, or what leads to it
	 * @return the action
	 */
	Runnable inContext(Runnable action) {
		return this.futures.inContext(action);
	}

	private void call(Consumer<? super RayTaskFuture<T>> callback) {
		try {
			callback.accept(this);
		}
		catch (Throwable ex) {
			logger.error("Callback of " + this.task + " failed", ex);
		}
	}

	@Override
	public CompletableFuture<T> toCompletableFuture() {
		CompletableTask<T> future = new CompletableTask<>(this);
		if (hasEnded()) {
			completeOnceFetched(future);
		}
		else {
			this.task.done().thenRunAsync(() -> completeOnceFetched(future), this.futures.callbacks());
		}
		return future;
	}

	private void completeOnceFetched(CompletableTask<T> future) {
		CompletableFuture<?> fetch = fetch();
		if (fetch.isDone()) {
			future.complete();
		}
		else {
			fetch.whenCompleteAsync((fetched, ex) -> future.complete(), this.futures.callbacks());
		}
	}

	private CompletableFuture<?> fetch() {
		return this.task.state().isCompleted() ? this.value.fetch() : CompletableFuture.completedFuture(null);
	}

	/**
	 * Wait for the value, if there is one.
	 * @param nanos longest time to wait in nanoseconds
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void awaitValue(long nanos) throws TimeoutException, InterruptedException {
		await(fetch(), nanos);
	}

	/**
	 * Complete a future on the calling thread.
	 * @param future a future of the task, which has ended and whose value is here
	 */
	void complete(CompletableFuture<T> future) {
		TaskState state = this.task.state();
		if (state.isCompleted()) {
			CompletableFuture<?> fetch = fetch();
			Executor executor = fetch.isDone() ? Runnable::run : this.futures.callbacks();
			fetch.whenCompleteAsync((fetched, ex) -> complete(future, ex), executor);
		}
		else {
			future.completeExceptionally(state.failure(this.task.name(), this.task.key()));
		}
	}

	private void complete(CompletableFuture<T> future, @Nullable Throwable loss) {
		if (loss != null) {
			future.completeExceptionally(lost(loss));
			return;
		}
		try {
			future.complete(rebuild());
		}
		catch (Throwable ex) {
			future.completeExceptionally(ex);
		}
	}

	private static String describe(TaskState state) {
		return state.label().replace('_', ' ');
	}

	@Override
	public String toString() {
		return this.task + ": " + describe(this.task.state());
	}

}
