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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.NestedChanges;
import io.github.raytaskrunner.hooks.LimitedLog;
import io.github.raytaskrunner.hooks.TaskListeners;
import io.github.raytaskrunner.serialization.ItemNames;
import io.github.raytaskrunner.serialization.TaskChange;
import io.github.raytaskrunner.settings.TaskSpec;
import io.github.raytaskrunner.threads.LeftOut;
import io.github.raytaskrunner.threads.Timer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners each state of each task, in order and without the lock. Costs nothing
 * if there are none. Guarded by the lock of the scheduler.
 */
final class TaskChanges {

	/**
	 * Number of changes that may wait to be told before those wait who submit tasks.
	 */
	static final int MAX_UNTOLD = 100_000;

	private static final Log logger = LogFactory.getLog(TaskChanges.class);

	private final LimitedLog unread = new LimitedLog(logger::warn);

	private final AtomicInteger untold = new AtomicInteger();

	private final Outbox outbox;

	private final TaskListeners listeners;

	private final Function<byte[], Consumer<TaskListener>> nestedReader;

	private final LeftOut leftOut;

	private final Runnable onCaughtUp;

	/**
	 * Create new changes, of which there are none so far.
	 * @param outbox the way to the listeners
	 * @param listeners told about tasks
	 * @param nestedReader reads what is told of tasks that tasks submitted
	 * @param timer the clock, which takes the lock
	 * @param onCaughtUp called without the lock when changes are not too many any more
	 */
	TaskChanges(Outbox outbox, TaskListeners listeners, Function<byte[], Consumer<TaskListener>> nestedReader,
			Timer timer, Runnable onCaughtUp) {
		this.outbox = outbox;
		this.listeners = listeners;
		this.nestedReader = nestedReader;
		this.leftOut = new LeftOut(timer, this::leftOut);
		this.onCaughtUp = onCaughtUp;
	}

	/**
	 * Return whether the listeners are so far behind that there shall be no more tasks.
	 * @return whether too many changes wait to be told
	 */
	boolean areTooMany() {
		return this.untold.get() >= MAX_UNTOLD;
	}

	/**
	 * Return whether the calling thread is the one that tells listeners, which cannot
	 * wait until they have heard or tasks have ended.
	 * @return whether it is
	 */
	boolean isTelling() {
		return this.outbox.isOwnThread();
	}

	/**
	 * Note that a task has another state.
	 * @param task the task
	 */
	void changed(Task task) {
		if (this.listeners.isEmpty()) {
			return;
		}
		long now = System.nanoTime();
		AttemptHistory history = task.history();
		TaskChange change = new TaskChange(task.commonName(), task.name(), task.key(), task.spec().submitter(),
				history.count(), task.previous(), task.state(), Instant.now(), history.timeQueued(now),
				history.timeRun(now));
		post(1, () -> this.listeners.stateChanged(change));
	}

	/**
	 * Note that items have another state together.
	 * @param group their group
	 * @param from index of the first one
	 * @param to index after the last one
	 * @param attempt number of their last attempt
	 * @param previous the state before, or {@code null} if they are new
	 * @param state the state
	 * @param ran how long each has run
	 */
	void changed(Group group, int from, int to, int attempt, @Nullable TaskState previous, TaskState state,
			Duration ran) {
		if (this.listeners.isEmpty()) {
			return;
		}
		Instant time = Instant.now();
		Duration queued = Duration.ofNanos(System.nanoTime() - group.items().submitted(from)).minus(ran);
		TaskSpec common = group.spec().common();
		List<String> names = group.items().names(from, to);
		post(to - from, () -> {
			for (int i = from; i < to; i++) {
				String name = ItemNames.item(names.isEmpty() ? null : names.get(i - from), i);
				this.listeners
					.stateChanged(new ItemChange(common, i, name, attempt, previous, state, time, queued, ran));
			}
		});
	}

	/**
	 * Note the states and the progress of tasks that tasks submitted, with a runner of
	 * another process. Whoever told that does not wait, so of too many some are left out.
	 * @param nested the changes
	 */
	void nestedChanged(NestedChanges nested) {
		if (this.listeners.isEmpty()) {
			return;
		}
		List<byte[]> changes = nested.changes();
		if (areTooMany()) {
			this.leftOut.add(nested.leftOut() + changes.size());
			return;
		}
		this.leftOut.add(nested.leftOut());
		if (!changes.isEmpty()) {
			post(changes.size(), () -> changes.forEach(this::tellNested));
		}
	}

	private void tellNested(byte[] change) {
		try {
			this.nestedReader.apply(change).accept(this.listeners);
		}
		catch (RuntimeException | LinkageError ex) {
			this.unread.log(() -> "What happened to a task that a task submitted cannot be read: " + ex);
		}
	}

	private void leftOut(long count) {
		this.outbox.postLater(() -> logger.warn(count + " changes of tasks that tasks submitted were left out and "
				+ "not told to task listeners, as they came too fast"));
	}

	/**
	 * Log how many changes were left out, if there are some of which that was not said.
	 */
	void tellLeftOut() {
		this.leftOut.tell();
	}

	private void post(int count, Runnable action) {
		this.untold.addAndGet(count);
		this.outbox.postLater(() -> {
			try {
				action.run();
			}
			finally {
				told(count);
			}
		});
	}

	private void told(int count) {
		int before = this.untold.getAndAdd(-count);
		if (before >= MAX_UNTOLD && before - count < MAX_UNTOLD) {
			this.onCaughtUp.run();
		}
	}

}
