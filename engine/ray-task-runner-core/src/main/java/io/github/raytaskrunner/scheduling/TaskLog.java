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
import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskException;
import io.github.raytaskrunner.TaskCancelledException;
import io.github.raytaskrunner.TaskNotReadyException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.hooks.LimitedLog;
import io.github.raytaskrunner.threads.Timer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Logs what else nobody might hear of: attempts that failed and are followed by others,
 * and failures that nobody asks about. Guarded by the lock of the scheduler; logs without
 * it.
 */
final class TaskLog {

	private static final Log logger = LogFactory.getLog(TaskLog.class);

	/**
	 * How long a failure may be unnoticed although somebody holds the future.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/**
	 * There is no use in waiting for more than will be logged.
	 */
	private static final int MAX_PENDING = 5 * LimitedLog.MAX_LINES;

	private final LimitedLog retries = new LimitedLog(logger::info);

	private final LimitedLog failures = new LimitedLog(logger::warn);

	private final Outbox outbox;

	private final Timer timer;

	private int pending;

	TaskLog(Outbox outbox, Timer timer) {
		this.outbox = outbox;
		this.timer = timer;
	}

	/**
	 * Log that a task will run again.
	 * @param task the task, whose last attempt has ended
	 * @param retry why and when
	 */
	void retried(Task task, Retry retry) {
		int attempt = task.history().count();
		this.outbox.postLater(() -> this.retries.log(() -> task + ": attempt " + attempt + " "
				+ LimitedLog.firstLine(retry.cause()) + "; attempt " + (attempt + 1) + " follows "
				+ (retry.delay().isZero() ? "at once" : "in " + retry.delay().toMillis() + " ms")));
	}

	/**
	 * Log that a task has failed, unless somebody asks about it in a while.
	 * @param task the task, which has ended
	 */
	void ended(Task task) {
		if (this.pending < MAX_PENDING && failure(task) != null) {
			this.pending++;
			this.timer.after(PATIENCE, () -> whileIsOver(task));
		}
	}

	private void whileIsOver(Task task) {
		this.pending--;
		unnoticed(task);
	}

	/**
	 * Log that a task has failed, unless somebody has asked about it.
	 * @param task the task
	 */
	void unnoticed(Task task) {
		Supplier<String> failure = failure(task);
		if (failure != null && task.notice()) {
			int attempts = task.history().count();
			this.outbox.postLater(() -> this.failures.log(() -> LimitedLog.firstLine(failure.get())
					+ ((attempts > 0) ? " (attempt " + attempts + ")" : "") + "; nobody has asked for its result"));
		}
	}

	private static @Nullable Supplier<String> failure(Task task) {
		TaskState state = task.state();
		if (!state.isFinal() || state.isCompleted() || state.isCancelled()
				|| (state instanceof TaskState.NotReady notReady && isCancelled(notReady.upstreamException()))) {
			return null;
		}
		return () -> String.valueOf(TaskExceptions.of(task, state).getMessage());
	}

	private static boolean isCancelled(@Nullable RayTaskException upstream) {
		@Nullable Throwable cause = upstream;
		while (cause instanceof TaskNotReadyException) {
			cause = cause.getCause();
		}
		return cause instanceof TaskCancelledException;
	}

	/**
	 * Log how much was left out.
	 */
	void close() {
		this.outbox.postLater(() -> {
			this.retries.flush();
			this.failures.flush();
		});
	}

}
