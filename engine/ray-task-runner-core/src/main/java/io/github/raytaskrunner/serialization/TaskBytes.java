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

/**
 * The bytes of a task: what goes with it, if anything does, then its graph.
 *
 * @param baggage what goes with it
 * @param offset where the graph begins
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TaskBytes(byte[] baggage, int offset) {

	private static final byte[] NOTHING = {};

	private static final byte[] ALONE = { BytesVersion.OWN };

	/**
	 * Return what a task begins with.
	 * @param baggage what goes with it
	 * @return the bytes before its graph
	 */
	static byte[] header(byte[] baggage) {
		if (baggage.length == 0) {
			return ALONE;
		}
		ByteBuffer header = ByteBuffer.allocate(1 + Blocks.size(baggage)).put(BytesVersion.WITH_BAGGAGE);
		return Blocks.put(header, baggage).array();
	}

	/**
	 * Find the parts of a task.
	 * @param task the task
	 * @return its parts
	 * @throws IllegalStateException if another version of the library wrote it
	 */
	static TaskBytes of(byte[] task) {
		if (task[0] != BytesVersion.WITH_BAGGAGE) {
			BytesVersion.require(task[0], BytesVersion.OWN);
			return new TaskBytes(NOTHING, ALONE.length);
		}
		ByteBuffer header = ByteBuffer.wrap(task, 1, task.length - 1);
		return new TaskBytes(Blocks.next(header), header.position());
	}

}
