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
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.scheduling.GroupItems.Place;
import io.github.raytaskrunner.serialization.ChunkResult;
import io.github.raytaskrunner.threads.Timer;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the chunks of groups that were dispatched. Guarded by the lock of the
 * scheduler.
 */
final class Chunks {

	/**
	 * How long a chunk may go on of which an item was cancelled, which may be the one
	 * that runs.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final TaskGraph graph;

	private final TaskLifecycle lifecycle;

	private final NextAttempts nextAttempts;

	private final HeldValues values;

	private final Timer timer;

	private final Executor guard;

	private final BackendLink link;

	/**
	 * Number of items in chunks at the backend, less that of the chunks.
	 */
	private int itemsBeyond;

	/**
	 * Create new chunks, of which there are none so far.
	 * @param graph the tasks
	 * @param lifecycle decides on items that have crashed
	 * @param nextAttempts runs what a chunk leaves
	 * @param values fetches results that were not pushed
	 * @param timer the clock
	 * @param guard runs what it is given with the lock of the scheduler
	 * @param link the way to the backend
	 */
	Chunks(TaskGraph graph, TaskLifecycle lifecycle, NextAttempts nextAttempts, HeldValues values, Timer timer,
			Executor guard, BackendLink link) {
		this.graph = graph;
		this.lifecycle = lifecycle;
		this.nextAttempts = nextAttempts;
		this.values = values;
		this.timer = timer;
		this.guard = guard;
		this.link = link;
	}

	/**
	 * Return how many more items the backend has than attempts.
	 * @return the number
	 */
	int itemsBeyond() {
		return this.itemsBeyond;
	}

	/**
	 * Note that items were dispatched together.
	 * @param chunk the items
	 */
	void dispatched(ChunkTask chunk) {
		this.itemsBeyond += chunk.parts() - 1;
		this.graph.enter(chunk);
	}

	/**
	 * Note that a chunk has ended, in whatever way.
	 * @param chunk the chunk
	 */
	void left(ChunkTask chunk) {
		this.itemsBeyond -= chunk.parts() - 1;
	}

	/**
	 * Note what a chunk ended with.
	 * @param chunk the chunk
	 * @param result the result
	 */
	void finished(ChunkTask chunk, AttemptResult result) {
		long attempt = chunk.attempt();
		byte[] value = result.value();
		if (result.failed()) {
			this.values.release(attempt);
			runAlone(chunk);
		}
		else if (value != null) {
			this.values.release(attempt);
			read(chunk, value);
		}
		else {
			chunk.threw(); // there is something to read, and nothing to run again
			this.values.hold(chunk, null, result.size());
			this.values.get(chunk)
				.whenComplete((fetched, ex) -> this.guard.execute(() -> fetched(chunk, fetched, String.valueOf(ex))));
		}
	}

	private void fetched(ChunkTask chunk, byte @Nullable [] value, String failure) {
		this.values.release(chunk);
		if (chunk.state().isFinal()) {
			return;
		}
		if (value != null) {
			read(chunk, value);
		}
		else {
			crashed(chunk, "its results were lost: " + failure);
		}
	}

	private void read(ChunkTask chunk, byte[] value) {
		ChunkResult result;
		try {
			result = ChunkResult.of(value);
		}
		catch (RuntimeException ex) {
			crashed(chunk, "its results cannot be read: " + ex);
			return;
		}
		this.graph.leave(chunk);
		chunk.group().groups().sizes().ran(chunk.commonName(), result.results().count(), result.nanos(), value.length);
		chunk.group().ends().finished(chunk, result);
	}

	/**
	 * Note that a chunk has crashed: each of its items may be the reason, so each runs
	 * alone.
	 * @param chunk the chunk
	 * @param reason why
	 */
	void crashed(ChunkTask chunk, String reason) {
		leave(chunk, (task) -> {
			task.history().ranWith(chunk.history());
			this.lifecycle.crashed(task, reason);
		});
	}

	/**
	 * Let the items of a chunk wait again, of which some may have ended.
	 * @param chunk the chunk
	 */
	void dissolve(ChunkTask chunk) {
		this.graph.leave(chunk);
		chunk.group().ends().waitAgain(chunk, chunk.first());
	}

	private void runAlone(ChunkTask chunk) {
		leave(chunk, (task) -> runAgain(task, chunk));
	}

	/**
	 * Run an item alone that was interrupted or could not be run in a chunk.
	 * @param task its task
	 * @param chunk the chunk
	 */
	void runAgain(ItemTask task, ChunkTask chunk) {
		task.history().ranWith(chunk.history());
		task.history().ended(System.nanoTime());
		this.nextAttempts.begin(task);
	}

	private void leave(ChunkTask chunk, Consumer<ItemTask> action) {
		Group group = chunk.group();
		this.graph.leave(chunk);
		for (int i = chunk.first(); i < chunk.end(); i++) {
			if (group.items().place(i) == Place.DISPATCHED) {
				action.accept(group.own(i));
			}
		}
		group.remove(chunk);
	}

	/**
	 * See to it that an item of a chunk, which was cancelled, does not run for long.
	 * @param chunk the chunk
	 */
	void hurry(ChunkTask chunk) {
		if (chunk.hurry()) {
			interruptLater(chunk);
		}
	}

	private void interruptLater(ChunkTask chunk) {
		this.timer.after(PATIENCE, () -> {
			if (chunk.group().contains(chunk)) {
				if (chunk.state() instanceof TaskState.Running) {
					chunk.interrupt();
					this.link.post((backend) -> backend.cancel(chunk.attempt()));
				}
				else {
					interruptLater(chunk);
				}
			}
		});
	}

}
