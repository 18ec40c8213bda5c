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

import java.util.Map;
import java.util.Objects;

import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.serialization.graph.SeriesWriter;
import org.jspecify.annotations.Nullable;

/**
 * Items of a group, and the function that they are for.
 */
public final class ChunkPayload implements AttemptPayload {

	private final TaskSerializer serializer;

	private final ItemChunk chunk;

	private final Records items;

	private final byte[] function;

	private final Baggage baggage;

	private final TaskInputs inputs;

	private final SeriesWriter values;

	private @Nullable Object sharedFunction;

	/**
	 * Create a new payload.
	 * @param serializer reads and writes the parts
	 * @param attempt the attempt
	 * @param chunk the items
	 * @param baggage what goes with them
	 * @param inputs what takes the place of futures and runners
	 * @param values writes the values
	 */
	ChunkPayload(TaskSerializer serializer, Attempt attempt, ItemChunk chunk, Baggage baggage, TaskInputs inputs,
			SeriesWriter values) {
		this.serializer = serializer;
		this.chunk = chunk;
		this.items = chunk.records();
		byte[] function = chunk.function();
		this.function = (function != null) ? function : lastUpstream(attempt, inputs.values());
		this.baggage = baggage;
		this.inputs = inputs;
		this.values = values;
	}

	private static byte[] lastUpstream(Attempt attempt, Map<Long, byte[]> values) {
		Upstream last = attempt.upstreams().get(attempt.upstreams().size() - 1);
		return Objects.requireNonNull(values.get(((Upstream.Value) last).attempt()));
	}

	@Override
	public Baggage baggage() {
		return this.baggage;
	}

	/**
	 * Return what is known of the items.
	 * @return the chunk
	 */
	public ItemChunk chunk() {
		return this.chunk;
	}

	/**
	 * Rebuild the function for an item, unless one copy of it serves all.
	 * @return the function
	 * @throws TaskSerializationException if it cannot be rebuilt here
	 */
	public Object function() {
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

	/**
	 * Rebuild an item.
	 * @param index index of the item in this chunk
	 * @return the item
	 * @throws TaskSerializationException if it cannot be rebuilt here
	 */
	public @Nullable Object item(int index) {
		int offset = this.items.offset(index);
		return this.serializer.readPart("The item", this.items.bytes(), offset, offset + this.items.length(index),
				this.inputs);
	}

	/**
	 * Turn the value of an item into bytes.
	 * @param name name of the item
	 * @param value the value
	 * @return the bytes, for {@link TaskSerializer#readValue}
	 * @throws TaskSerializationException if the value holds something that cannot travel
	 */
	public byte[] writeValue(String name, @Nullable Object value) {
		return this.serializer.values().write(this.values, name, value);
	}

}
