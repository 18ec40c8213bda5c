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

package io.github.raytaskrunner.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.raytaskrunner.attempt.AttemptResult;
import org.jspecify.annotations.Nullable;

/**
 * Result of a call of Ray: what came of attempts, each with the id of the attempt. What
 * the driver knows already may be left out. Immutable.
 */
public final class ResultFrame {

	private static final int HEADER = Long.BYTES + 1 + Integer.BYTES;

	private final ByteBuffer buffer;

	private ResultFrame(ByteBuffer buffer) {
		this.buffer = buffer;
	}

	/**
	 * Read a frame.
	 * @param bytes what {@link #toBytes} returned
	 * @return the frame
	 */
	public static ResultFrame of(byte[] bytes) {
		return new ResultFrame(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
	}

	/**
	 * Return entries as bytes: a count, then id, status and length of each, then the
	 * bytes of each.
	 * @param entries the entries
	 * @return the bytes
	 */
	public static byte[] toBytes(List<Entry> entries) {
		int size = Integer.BYTES;
		for (Entry entry : entries) {
			size = Math.addExact(size, HEADER + entry.bytes().remaining());
		}
		ByteBuffer buffer = ByteBuffer.allocate(size);
		buffer.putInt(entries.size());
		entries.forEach((entry) -> buffer.putLong(entry.attempt())
			.put((byte) entry.status().ordinal())
			.putInt(entry.bytes().remaining()));
		entries.forEach((entry) -> buffer.put(entry.bytes().duplicate()));
		return buffer.array();
	}

	/**
	 * Return the entries, without copying their bytes.
	 * @return the entries in their order
	 */
	public List<Entry> entries() {
		int count = this.buffer.getInt(0);
		List<Entry> entries = new ArrayList<>(count);
		int start = Integer.BYTES + count * HEADER;
		for (int i = 0; i < count; i++) {
			int header = Integer.BYTES + i * HEADER;
			int size = this.buffer.getInt(header + Long.BYTES + 1);
			entries.add(new Entry(this.buffer.getLong(header), Status.values()[this.buffer.get(header + Long.BYTES)],
					this.buffer.slice(start, size)));
			start += size;
		}
		return entries;
	}

	/**
	 * Return the entries by the id of their attempt.
	 * @return the entries, that of zero concerning the call as a whole
	 */
	public Map<Long, Entry> byAttempt() {
		Map<Long, Entry> entries = new HashMap<>();
		entries().forEach((entry) -> entries.putIfAbsent(entry.attempt(), entry));
		return entries;
	}

	/**
	 * Find the entry of an attempt.
	 * @param attempt id of the attempt
	 * @return the entry, or {@code null} if there is none
	 */
	public @Nullable Entry find(long attempt) {
		return byAttempt().get(attempt);
	}

	/**
	 * What came of one attempt.
	 *
	 * @param attempt id of the attempt; zero for what concerns the call as a whole
	 * @param status how it ended
	 * @param bytes the serialized value or exception, or for {@link Status#NOT_RUN} the
	 * reason in UTF-8
	 */
	public record Entry(long attempt, Status status, ByteBuffer bytes) {

		/**
		 * Create the entry of an attempt that ended by itself.
		 * @param attempt id of the attempt
		 * @param result the result with its value
		 * @return the entry
		 */
		public static Entry of(long attempt, AttemptResult result) {
			byte[] value = Objects.requireNonNull(result.value(), "no value");
			return new Entry(attempt, result.failed() ? Status.FAILED : Status.COMPLETED, ByteBuffer.wrap(value));
		}

		/**
		 * Create the entry of an attempt that did not run.
		 * @param attempt id of the attempt, or zero if nothing ran
		 * @param reason why
		 * @return the entry
		 */
		public static Entry notRun(long attempt, String reason) {
			return new Entry(attempt, Status.NOT_RUN, ByteBuffer.wrap(reason.getBytes(StandardCharsets.UTF_8)));
		}

		/**
		 * Return the result of an attempt that ended by itself.
		 * @return the result with its value
		 */
		public AttemptResult result() {
			return new AttemptResult(this.status == Status.FAILED, copy());
		}

		/**
		 * Return the bytes as text.
		 * @return the reason why the attempt did not run, or another text that was
		 * returned
		 */
		public String text() {
			return new String(copy(), StandardCharsets.UTF_8);
		}

		/**
		 * Return a copy of the bytes.
		 * @return the copy
		 */
		public byte[] copy() {
			byte[] copy = new byte[this.bytes.remaining()];
			this.bytes.duplicate().get(copy);
			return copy;
		}

	}

	/**
	 * How an attempt ended. The order is part of the wire format.
	 */
	public enum Status {

		/**
		 * The task returned a value.
		 */
		COMPLETED,

		/**
		 * The task threw an exception.
		 */
		FAILED,

		/**
		 * The worker could not run the task.
		 */
		NOT_RUN,

		/**
		 * The worker could not reach the driver, so it ran nothing.
		 */
		UNREACHABLE

	}

}
