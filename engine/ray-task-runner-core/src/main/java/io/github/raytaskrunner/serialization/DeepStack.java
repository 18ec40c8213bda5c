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

package io.github.raytaskrunner.serialization;

import java.util.function.Supplier;

import io.github.raytaskrunner.serialization.graph.GraphCodec;
import org.jspecify.annotations.Nullable;

/**
 * Runs what needs more stack than the calling thread has left: writing and reading follow
 * references recursively, and the caller may be deep in calls of its own.
 */
final class DeepStack {

	/**
	 * Stack size in bytes, enough for {@link GraphCodec#MAX_DEPTH} even where code is
	 * interpreted. Takes memory only as far as it is used.
	 */
	private static final long STACK_SIZE = 128L * 1024 * 1024;

	private DeepStack() {
	}

	/**
	 * Run an action, a second time with more stack if the calling thread has too little.
	 * @param <R> the type of the result
	 * @param action what to run
	 * @return the result of the action
	 */
	static <R extends @Nullable Object> R call(Supplier<R> action) {
		try {
			return action.get();
		}
		catch (RuntimeException | StackOverflowError ex) {
			if (!isOverflow(ex)) {
				throw ex;
			}
			return callElsewhere(action);
		}
	}

	private static boolean isOverflow(Throwable failure) {
		Throwable cause = failure;
		// bounded: chains of causes can be circular
		for (int i = 0; i < 50 && cause != null; i++) {
			if (cause instanceof StackOverflowError) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	// on a thread that has ended when this returns; waits without a limit, as the action
	// only computes
	private static <R extends @Nullable Object> R callElsewhere(Supplier<R> action) {
		Call<R> call = new Call<>(action);
		Thread thread = new Thread(null, call, "ray-task-serializer", STACK_SIZE);
		thread.setDaemon(true);
		thread.start();
		boolean interrupted = false;
		while (thread.isAlive()) {
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return call.result();
	}

	private static final class Call<R extends @Nullable Object> implements Runnable {

		private final Supplier<R> action;

		private @Nullable R result;

		private @Nullable Throwable failure;

		Call(Supplier<R> action) {
			this.action = action;
		}

		@Override
		public void run() {
			try {
				this.result = this.action.get();
			}
			catch (RuntimeException | Error ex) {
				this.failure = ex;
			}
		}

		@SuppressWarnings("NullAway") // null only if the action returned null
		R result() {
			if (this.failure instanceof Error error) {
				throw error;
			}
			if (this.failure instanceof RuntimeException exception) {
				throw exception;
			}
			return this.result;
		}

	}

}
