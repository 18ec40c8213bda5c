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

import java.util.Objects;

import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.attempt.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * A task that has an attempt of its own.
 */
public final class TaskPayload implements AttemptPayload {

	private final TaskSerializer serializer;

	private final Attempt attempt;

	private final Baggage baggage;

	private final int offset;

	private final TaskInputs inputs;

	/**
	 * Create a new payload.
	 * @param serializer reads and writes the parts
	 * @param attempt the attempt
	 * @param baggage what goes with the task
	 * @param offset where the graph of the task begins
	 * @param inputs what takes the place of futures and runners
	 */
	TaskPayload(TaskSerializer serializer, Attempt attempt, Baggage baggage, int offset, TaskInputs inputs) {
		this.serializer = serializer;
		this.attempt = attempt;
		this.baggage = baggage;
		this.offset = offset;
		this.inputs = inputs;
	}

	@Override
	public Baggage baggage() {
		return this.baggage;
	}

	/**
	 * Rebuild the task.
	 * @return a {@link io.github.raytaskrunner.RayCallable} or
	 * {@link io.github.raytaskrunner.RayRunnable}
	 * @throws TaskSerializationException if it cannot be rebuilt here
	 */
	public Object task() {
		byte[] bytes = this.attempt.task();
		try {
			return Objects
				.requireNonNull(this.serializer.readPart("The task", bytes, this.offset, bytes.length, this.inputs));
		}
		catch (IllegalStateException | NullPointerException ex) {
			throw Explanation.notRebuilt("The task", ex);
		}
	}

	/**
	 * Turn the value of the task into bytes.
	 * @param value the value
	 * @return the bytes, for {@link TaskSerializer#readValue}
	 * @throws TaskSerializationException if the value holds something that cannot travel
	 */
	public byte[] writeValue(@Nullable Object value) {
		return this.serializer.values().write("The value of task '" + this.attempt.name() + "'", value);
	}

}
