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

package io.github.raytaskrunner.worker.task;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The thread by which Ray calls this process. Tasks run on threads of their own, so that
 * they leave nothing in this one. Meanwhile it is at their disposal: only what is done
 * here counts for Ray as done by the task.
 */
final class RayThread {

	private final Map<Thread, BlockingQueue<Runnable>> errands = new ConcurrentHashMap<>();

	private final Executor threads;

	RayThread(Executor threads) {
		this.threads = threads;
	}

	/**
	 * Run a task on another thread, and wait for it on this one, which is Ray's. An
	 * interrupt is passed on.
	 * @param task the task
	 * @return what the task returned
	 */
	<T> T call(Supplier<T> task) {
		BlockingQueue<Runnable> errands = new LinkedBlockingQueue<>();
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		FutureTask<T> result = new FutureTask<>(task::get);
		this.threads.execute(() -> {
			Thread current = Thread.currentThread();
			this.errands.put(current, errands);
			thread.complete(current);
			try {
				result.run();
			}
			finally {
				this.errands.remove(current);
				errands.add(() -> {
				});
			}
		});
		while (!result.isDone()) {
			try {
				errands.take().run();
			}
			catch (InterruptedException ex) {
				thread.join().interrupt();
			}
		}
		return get(result);
	}

	private static <T> T get(FutureTask<T> result) {
		boolean interrupted = Thread.interrupted();
		try {
			return result.get();
		}
		catch (ExecutionException ex) {
			throw failure(ex.getCause());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("Interrupted although nothing was waited for", ex);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static RuntimeException failure(@Nullable Throwable cause) {
		if (cause instanceof Error error) {
			throw error;
		}
		return (cause instanceof RuntimeException exception) ? exception : new IllegalStateException(cause);
	}

	/**
	 * Do something on Ray's thread on behalf of the task that the calling thread runs, or
	 * on the calling thread if it runs none.
	 * @param <T> the type of what is returned
	 * @param errand what to do
	 * @return what the errand returned
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	<T> T run(Supplier<T> errand) throws InterruptedException {
		BlockingQueue<Runnable> errands = this.errands.get(Thread.currentThread());
		if (errands == null) {
			return errand.get();
		}
		FutureTask<T> done = new FutureTask<>(errand::get);
		errands.add(done);
		try {
			return done.get();
		}
		catch (ExecutionException ex) {
			throw failure(ex.getCause());
		}
		finally {
			// of no use any more if this thread was interrupted
			done.cancel(false);
		}
	}

	/**
	 * Do something on Ray's thread, as {@link #run(Supplier)} does.
	 * @param errand what to do
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void run(Runnable errand) throws InterruptedException {
		run(() -> {
			errand.run();
			return Boolean.TRUE;
		});
	}

}
