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

package io.github.raytaskrunner.execution;

import java.time.Duration;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.serialization.ChunkPayload;
import io.github.raytaskrunner.serialization.ChunkResult;
import io.github.raytaskrunner.serialization.GroupFunction;
import io.github.raytaskrunner.serialization.ItemChunk;
import io.github.raytaskrunner.serialization.ItemNames;
import io.github.raytaskrunner.serialization.Records;
import io.github.raytaskrunner.serialization.StageValue;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.threads.CleanThreads;
import org.jspecify.annotations.Nullable;

/**
 * Calls the function of a group with the items of a chunk, one after another on the
 * calling thread. Each finds the thread as if it were the first, and objects of its own.
 * <p>
 * Ends early, and leaves the rest for others, when what was there to be short has taken
 * long, when the results become large, or after an interrupt: nothing is known of an item
 * before its chunk has ended.
 */
final class ChunkRunner {

	private static final long MAX_NANOS = Duration.ofMillis(100).toNanos();

	private static final int MAX_BYTES = AttemptResult.MAX_PUSHED_BYTES * 9 / 10;

	private final TaskSerializer serializer;

	private final AttemptContexts contexts;

	private final Attempt attempt;

	private final ChunkPayload payload;

	private final ItemChunk chunk;

	private final ContextRuns runs;

	/**
	 * Create a new runner.
	 * @param serializer writes failures
	 * @param contexts contexts of the attempt
	 * @param payload the items, and their function
	 * @param runs what is around the attempt
	 */
	ChunkRunner(TaskSerializer serializer, AttemptContexts contexts, ChunkPayload payload, ContextRuns runs) {
		this.serializer = serializer;
		this.contexts = contexts;
		this.attempt = contexts.attempt();
		this.payload = payload;
		this.chunk = payload.chunk();
		this.runs = runs;
	}

	AttemptResult run() {
		Records results = new Records();
		if (this.chunk.alone()) {
			boolean completed = run(this.attempt.name(), this.attempt.key(), 0, results);
			return new AttemptResult(!completed, results.content(0));
		}
		long start = System.nanoTime();
		boolean goesOn = true;
		for (int i = 0; goesOn && i < this.chunk.count(); i++) {
			run(this.chunk.name(this.attempt.name(), i), ItemNames.key(this.attempt.key(), this.chunk.first() + i), i,
					results);
			goesOn = results.mark(i) != ChunkResult.INTERRUPTED && !Thread.currentThread().isInterrupted()
					&& results.size() < MAX_BYTES && System.nanoTime() - start < MAX_NANOS
					&& (i + 1 == this.chunk.count() || CleanThreads.renew());
		}
		return new AttemptResult(false, new ChunkResult(System.nanoTime() - start, results).toBytes());
	}

	private boolean run(String name, String key, int index, Records results) {
		try {
			Object function = this.payload.function();
			Object item = this.payload.item(index);
			Object value = this.contexts.ofItem(name, key, index)
				.<@Nullable Object>call(() -> this.runs
					.<@Nullable Object>call(() -> StageValue.awaited(GroupFunction.call(function, item))));
			results.add(ChunkResult.COMPLETED, this.payload.writeValue(name, value));
			return true;
		}
		catch (Throwable ex) {
			this.runs.failed(ex);
			boolean interrupted = ex instanceof InterruptedException || Thread.currentThread().isInterrupted();
			results.add(interrupted ? ChunkResult.INTERRUPTED : ChunkResult.FAILED, this.serializer.writeFailure(ex));
			return false;
		}
	}

}
