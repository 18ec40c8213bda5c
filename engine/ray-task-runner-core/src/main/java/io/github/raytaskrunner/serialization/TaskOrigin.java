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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A serialized task, and which task submitted it. Most tasks were submitted by none, and
 * travel as they are.
 *
 * @param submitter key of the task that submitted it, or {@code null}
 * @param task the serialized task
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TaskOrigin(@Nullable String submitter, byte[] task) {

	/**
	 * Turn this into the bytes of an attempt.
	 * @return the bytes, for {@link TaskSerializer#execute}
	 */
	public byte[] toBytes() {
		if (this.submitter == null) {
			return this.task;
		}
		byte[] key = this.submitter.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(1 + Integer.BYTES + key.length + this.task.length)
			.put(BytesVersion.SUBMITTED)
			.putInt(key.length)
			.put(key)
			.put(this.task)
			.array();
	}

	/**
	 * Read what {@link #toBytes()} wrote.
	 * @param bytes the bytes
	 * @return the task
	 */
	static TaskOrigin of(byte[] bytes) {
		if (bytes[0] != BytesVersion.SUBMITTED) {
			return new TaskOrigin(null, bytes);
		}
		ByteBuffer source = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
		byte[] key = new byte[Objects.checkIndex(source.getInt(), source.remaining() + 1)];
		source.get(key);
		byte[] task = new byte[source.remaining()];
		source.get(task);
		return new TaskOrigin(new String(key, StandardCharsets.UTF_8), task);
	}

}
