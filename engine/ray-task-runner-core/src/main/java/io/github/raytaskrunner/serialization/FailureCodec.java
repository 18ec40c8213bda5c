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

import java.io.IOException;
import java.nio.ByteBuffer;

import io.github.raytaskrunner.serialization.graph.GraphCodec;
import org.jspecify.annotations.Nullable;

/**
 * Turns exceptions of tasks into bytes and back: a description, and the exception itself
 * if it can travel. Safe for use by several threads.
 */
final class FailureCodec {

	private final GraphCodec codec;

	private final TaskInputs none;

	FailureCodec(GraphCodec codec, TaskInputs none) {
		this.codec = codec;
		this.none = none;
	}

	byte[] write(Throwable failure) {
		byte[] description = FailureFormat.describe(failure);
		byte[] header = Blocks.put(ByteBuffer.allocate(1 + Blocks.size(description)).put(BytesVersion.OWN), description)
			.array();
		if (!FailureFormat.canBeAsked(failure)) {
			return header;
		}
		try {
			return DeepStack.call(() -> this.codec.write(header, failure, this.none, this.none));
		}
		// code of its class ran, which may throw anything
		catch (Throwable ex) {
			return header;
		}
	}

	Throwable read(byte[] bytes) {
		try {
			ByteBuffer header = ByteBuffer.wrap(bytes);
			BytesVersion.require(header.get(), BytesVersion.OWN);
			byte[] description = Blocks.next(header);
			Throwable original = header.hasRemaining() ? readOriginal(bytes, header.position()) : null;
			return (original != null) ? original : FailureFormat.standIn(description);
		}
		catch (IOException | RuntimeException | StackOverflowError ex) {
			return Explanation.notRebuilt("The exception of a task", ex);
		}
	}

	private @Nullable Throwable readOriginal(byte[] bytes, int offset) {
		try {
			Throwable original = (Throwable) DeepStack.call(() -> this.codec.read(bytes, offset, this.none));
			// its methods may need what did not travel
			return (original != null && FailureFormat.canBeAsked(original)) ? original : null;
		}
		// whatever code of its class throws, the task has to end
		catch (Throwable ex) {
			return null;
		}
	}

}
