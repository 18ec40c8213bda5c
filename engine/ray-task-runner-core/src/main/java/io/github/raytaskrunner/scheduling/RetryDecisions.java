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

package io.github.raytaskrunner.scheduling;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.hooks.FailureReader;
import io.github.raytaskrunner.hooks.Retries;
import io.github.raytaskrunner.hooks.UserText;
import org.jspecify.annotations.Nullable;

/**
 * Lets users decide whether tasks run again. To be asked with the lock of the scheduler:
 * retry policies are code of users, so they run without it on threads of the
 * {@link FailureReader}, and what they decided comes back with it, when the task may have
 * ended otherwise. Nothing comes back once the reader was closed.
 */
final class RetryDecisions {

	private final FailureReader failureReader;

	private final Executor guard;

	/**
	 * Create new decisions.
	 * @param failureReader rebuilds the exceptions of tasks, and has the threads
	 * @param guard runs what it is given with the lock of the scheduler
	 */
	RetryDecisions(FailureReader failureReader, Executor guard) {
		this.failureReader = failureReader;
		this.guard = guard;
	}

	/**
	 * Rebuild the exception that a task threw, and decide on it.
	 * @param task the task
	 * @param thrown the serialized exception
	 * @param consumer given the exception and the retry, or {@code null} if there is none
	 */
	void afterFailure(Task task, CompletableFuture<byte[]> thrown, BiConsumer<Throwable, @Nullable Retry> consumer) {
		Duration elapsed = task.history().timeSinceFirstStart(System.nanoTime());
		this.failureReader.read(thrown, (exception) -> {
			Duration delay = delay(task, exception, elapsed);
			Retry retry = (delay != null) ? new Retry(delay, "failed: " + UserText.of(exception)) : null;
			this.guard.execute(() -> consumer.accept(exception, retry));
		});
	}

	/**
	 * Decide on a task that has reached its time limit.
	 * @param task the task
	 * @param state the state that it has without a retry
	 * @param consumer given the retry, or {@code null} if there is none
	 */
	void afterTimeout(Task task, TaskState.TimedOut state, Consumer<@Nullable Retry> consumer) {
		Duration elapsed = task.history().timeSinceFirstStart(System.nanoTime());
		this.failureReader.execute(() -> {
			Duration delay = delay(task, TaskExceptions.of(task, state), elapsed);
			Retry retry = (delay != null) ? new Retry(delay, "ran longer than its time limit of " + state.limit())
					: null;
			this.guard.execute(() -> consumer.accept(retry));
		});
	}

	private static @Nullable Duration delay(Task task, Throwable exception, Duration elapsed) {
		Retries retries = task.retries();
		return (retries != null) ? retries.next(exception, elapsed) : null;
	}

}
