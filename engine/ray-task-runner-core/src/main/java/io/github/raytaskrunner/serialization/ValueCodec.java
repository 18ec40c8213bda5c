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

import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.serialization.graph.GraphCodec;
import io.github.raytaskrunner.serialization.graph.SeriesWriter;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of tasks into bytes and back. Safe for use by several threads.
 */
final class ValueCodec {

	private static final byte[] HEADER = { BytesVersion.OWN };

	private static final byte[] SHARED_HEADER = { BytesVersion.SHARED };

	private final GraphCodec codec;

	private final TaskInputs none;

	private final Explanation explanation;

	private final SharedValues sharedValues = new SharedValues();

	/**
	 * Create a new codec.
	 * @param codec writes and reads graphs
	 * @param none inputs without any
	 * @param explanation says why a value cannot travel
	 */
	ValueCodec(GraphCodec codec, TaskInputs none, Explanation explanation) {
		this.codec = codec;
		this.none = none;
		this.explanation = explanation;
	}

	/**
	 * Turn a value into bytes.
	 * @param subject what it is, to begin a message with
	 * @param value the value
	 * @return the bytes, for {@link #read}
	 * @throws TaskSerializationException if the value holds something that cannot travel
	 */
	byte[] write(String subject, @Nullable Object value) {
		return write(subject, HEADER, value);
	}

	/**
	 * Turn a value that nobody changes into bytes.
	 * @param subject what it is, to begin a message with
	 * @param value the value
	 * @return the bytes, for {@link #read}
	 * @throws TaskSerializationException if the value holds something that cannot travel
	 */
	byte[] writeShared(String subject, @Nullable Object value) {
		return write(subject, SHARED_HEADER, value);
	}

	private byte[] write(String subject, byte[] header, @Nullable Object value) {
		try {
			return DeepStack.call(() -> this.codec.write(header, value, this.none, this.none));
		}
		catch (RuntimeException | StackOverflowError ex) {
			if (value == null) {
				throw ex;
			}
			throw this.explanation.explain(subject + " cannot travel", ObjectPath.root(value, "value"), ex);
		}
	}

	/**
	 * Turn the value of one of many tasks into bytes.
	 * @param writer writes one value after another
	 * @param name name of the task
	 * @param value the value
	 * @return the bytes, for {@link #read}
	 * @throws TaskSerializationException if the value holds something that cannot travel
	 */
	byte[] write(SeriesWriter writer, String name, @Nullable Object value) {
		try {
			return writer.write(HEADER, value);
		}
		catch (RuntimeException | StackOverflowError ex) {
			// with more stack, or a reason
			return write("The value of task '" + name + "'", HEADER, value);
		}
	}

	/**
	 * Read a value.
	 * @param bytes the bytes
	 * @return the value
	 * @throws TaskSerializationException if the value cannot be rebuilt here
	 */
	@Nullable Object read(byte[] bytes) {
		try {
			if (bytes[0] == BytesVersion.SHARED) {
				return this.sharedValues.read(bytes, this::readObject);
			}
			BytesVersion.require(bytes[0], BytesVersion.OWN);
			return readObject(bytes);
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw Explanation.notRebuilt("The value of a task", ex);
		}
	}

	private @Nullable Object readObject(byte[] bytes) {
		return StageValue
			.restored(DeepStack.<@Nullable Object>call(() -> this.codec.read(bytes, HEADER.length, this.none)));
	}

}
