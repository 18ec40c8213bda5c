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

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.serialization.graph.SeriesWriter;
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

	private final ItemChunk chunk;

	private final TaskInputs inputs;

	private final byte[] function;

	private final SeriesWriter values;

	private final ContextRuns runs;

	private @Nullable Object sharedFunction;

	/**
	 * Create a new runner.
	 * @param serializer reads and writes the rest
	 * @param contexts contexts of the attempt
	 * @param chunk the task of the attempt
	 * @param inputs what takes the place of futures and runners
	 * @param values writes the values
	 */
	ChunkRunner(TaskSerializer serializer, AttemptContexts contexts, ItemChunk chunk, TaskInputs inputs,
			SeriesWriter values) {
		this.serializer = serializer;
		this.contexts = contexts;
		this.attempt = contexts.attempt();
		this.inputs = inputs;
		this.values = values;
		this.chunk = chunk;
		byte[] function = this.chunk.function();
		this.function = (function != null) ? function : upstream(this.attempt, inputs.values());
		this.runs = serializer.begin(contexts);
	}

	private static byte[] upstream(Attempt attempt, Map<Long, byte[]> values) {
		Upstream last = attempt.upstreams().get(attempt.upstreams().size() - 1);
		return Objects.requireNonNull(values.get(((Upstream.Value) last).attempt()));
	}

	AttemptResult run() throws Exception {
		return this.runs.run(this::runItems);
	}

	private AttemptResult runItems() {
		Records items = this.chunk.records();
		Records results = new Records();
		if (this.chunk.alone()) {
			boolean completed = run(this.attempt.name(), this.attempt.key(), items, 0, results);
			return new AttemptResult(!completed, results.content(0));
		}
		long start = System.nanoTime();
		boolean goesOn = true;
		for (int i = 0; goesOn && i < this.chunk.count(); i++) {
			run(this.chunk.name(this.attempt.name(), i), ItemNames.key(this.attempt.key(), this.chunk.first() + i),
					items, i, results);
			goesOn = results.mark(i) != ChunkResult.INTERRUPTED && !Thread.currentThread().isInterrupted()
					&& results.size() < MAX_BYTES && System.nanoTime() - start < MAX_NANOS
					&& (i + 1 == this.chunk.count() || CleanThreads.renew());
		}
		return new AttemptResult(false, new ChunkResult(System.nanoTime() - start, results).toBytes());
	}

	private boolean run(String name, String key, Records items, int index, Records results) {
		try {
			Object function = function();
			Object item = this.serializer.readPart("The item", items.bytes(), items.offset(index),
					items.offset(index) + items.length(index), this.inputs);
			Object value = this.contexts.ofItem(name, key, index)
				.<@Nullable Object>call(() -> this.runs
					.<@Nullable Object>call(() -> StageValue.awaited(GroupFunction.call(function, item))));
			results.add(ChunkResult.COMPLETED, this.serializer.values().write(this.values, name, value));
			return true;
		}
		catch (Throwable ex) {
			this.runs.failed(ex);
			boolean interrupted = ex instanceof InterruptedException || Thread.currentThread().isInterrupted();
			results.add(interrupted ? ChunkResult.INTERRUPTED : ChunkResult.FAILED, this.serializer.writeFailure(ex));
			return false;
		}
	}

	private Object function() {
		Object shared = this.sharedFunction;
		if (shared != null) {
			return shared;
		}
		Object function = Objects
			.requireNonNull(this.serializer.readPart("The task", this.function, 0, this.function.length, this.inputs));
		if (this.chunk.immutable()) {
			this.sharedFunction = function;
		}
		return function;
	}

}
