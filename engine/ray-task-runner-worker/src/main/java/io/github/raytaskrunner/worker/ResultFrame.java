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

package io.github.raytaskrunner.worker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.raytaskrunner.attempt.AttemptResult;

/**
 * What a call returns: an entry for each of its attempts. Entries are read one by one, so
 * that a large frame is not copied as a whole.
 */
public final class ResultFrame {

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
		return new ResultFrame(ByteBuffer.wrap(bytes));
	}

	/**
	 * Return entries as bytes: a count, then status and length of each, then the bytes of
	 * each.
	 * @param entries the entries
	 * @return the bytes
	 */
	public static byte[] toBytes(List<Entry> entries) {
		int size = 4;
		for (Entry entry : entries) {
			size = Math.addExact(size, 8 + entry.bytes().length);
		}
		ByteBuffer buffer = ByteBuffer.allocate(size);
		buffer.putInt(entries.size());
		entries.forEach((entry) -> buffer.putInt(entry.status().ordinal()).putInt(entry.bytes().length));
		entries.forEach((entry) -> buffer.put(entry.bytes()));
		return buffer.array();
	}

	/**
	 * Return the number of entries.
	 * @return the number
	 */
	public int count() {
		return this.buffer.getInt(0);
	}

	/**
	 * Return the bytes of an entry, without copying them.
	 * @param index index of the entry
	 * @return the bytes
	 */
	public ByteBuffer bytes(int index) {
		int start = 4 + 8 * count();
		for (int i = 0; i < index; i++) {
			start += size(i);
		}
		return this.buffer.slice(start, size(index)).asReadOnlyBuffer();
	}

	/**
	 * Return an entry.
	 * @param index its index
	 * @return the entry
	 */
	public Entry entry(int index) {
		byte[] bytes = new byte[size(index)];
		bytes(index).get(bytes);
		return new Entry(Status.values()[this.buffer.getInt(4 + 8 * index)], bytes);
	}

	private int size(int index) {
		return this.buffer.getInt(8 + 8 * index);
	}

	/**
	 * What came of one attempt.
	 *
	 * @param status how it ended
	 * @param bytes the serialized value or exception, or for {@link Status#NOT_RUN} the
	 * reason in UTF-8
	 */
	public record Entry(Status status, byte[] bytes) {

		/**
		 * Create the entry of an attempt that ended by itself.
		 * @param result the result with its value
		 * @return the entry
		 */
		public static Entry of(AttemptResult result) {
			return new Entry(result.failed() ? Status.FAILED : Status.COMPLETED, result.value());
		}

		/**
		 * Create the entry of something that is there to be read.
		 * @param value the value
		 * @return the entry
		 */
		public static Entry ofValue(byte[] value) {
			return new Entry(Status.COMPLETED, value);
		}

		/**
		 * Create the entry of an attempt that did not run.
		 * @param reason why
		 * @return the entry
		 */
		public static Entry notRun(String reason) {
			return new Entry(Status.NOT_RUN, reason.getBytes(StandardCharsets.UTF_8));
		}

		/**
		 * Return the result of an attempt that ended by itself.
		 * @return the result with its value
		 */
		public AttemptResult result() {
			return new AttemptResult(this.status == Status.FAILED, this.bytes);
		}

		/**
		 * Return the bytes as text.
		 * @return the reason why the attempt did not run, or another text that was
		 * returned
		 */
		public String text() {
			return new String(this.bytes, StandardCharsets.UTF_8);
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
		NOT_RUN

	}

}
