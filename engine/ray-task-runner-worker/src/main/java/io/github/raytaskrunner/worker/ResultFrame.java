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
import java.util.List;

import io.github.raytaskrunner.worker.TaskResult.Status;

/**
 * What a call returns: the results of its tasks. Results are read one by one, so that a
 * large frame is not copied as a whole.
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
	 * Return results as bytes: a count, then status and length of each, then the bytes of
	 * each.
	 * @param results the results
	 * @return the bytes
	 */
	public static byte[] toBytes(List<TaskResult> results) {
		int size = 4;
		for (TaskResult result : results) {
			size = Math.addExact(size, 8 + result.bytes().length);
		}
		ByteBuffer buffer = ByteBuffer.allocate(size);
		buffer.putInt(results.size());
		results.forEach((result) -> buffer.putInt(result.status().ordinal()).putInt(result.bytes().length));
		results.forEach((result) -> buffer.put(result.bytes()));
		return buffer.array();
	}

	/**
	 * Return the number of results.
	 * @return the number
	 */
	public int count() {
		return this.buffer.getInt(0);
	}

	/**
	 * Return how a task ended.
	 * @param index index of the task
	 * @return the status
	 */
	public Status status(int index) {
		return Status.values()[this.buffer.getInt(4 + 8 * index)];
	}

	/**
	 * Return the bytes of a result, without copying them.
	 * @param index index of the task
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
	 * Return a result.
	 * @param index index of the task
	 * @return the result
	 */
	public TaskResult result(int index) {
		byte[] bytes = new byte[size(index)];
		bytes(index).get(bytes);
		return new TaskResult(status(index), bytes);
	}

	/**
	 * Return the number of bytes of a result.
	 * @param index index of the task
	 * @return the number of bytes
	 */
	public int size(int index) {
		return this.buffer.getInt(8 + 8 * index);
	}

}
