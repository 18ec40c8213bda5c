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

package io.github.raytaskrunner.backend.ray;

import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.link.Assembly;
import io.github.raytaskrunner.protocol.ValuePiece;
import org.jspecify.annotations.Nullable;

/**
 * A value that the driver was asked for. Its pieces come one after another.
 */
final class ValueFetch {

	private final CompletableFuture<byte[]> value = new CompletableFuture<>();

	/**
	 * What has arrived, or {@code null} before the size is known.
	 */
	private @Nullable Assembly assembly;

	/**
	 * Return the value, or why there is none.
	 */
	CompletableFuture<byte[]> value() {
		return this.value;
	}

	/**
	 * Take the next piece.
	 */
	void add(ValuePiece piece) {
		if (this.value.isDone()) {
			return;
		}
		try {
			Assembly assembly = this.assembly;
			if (assembly == null) {
				assembly = new Assembly(piece.getSize(), Math.toIntExact(piece.getSize()));
				this.assembly = assembly;
			}
			assembly.add(piece.getData().asReadOnlyByteBuffer());
			if (assembly.isComplete()) {
				this.value.complete(assembly.bytes());
			}
		}
		// other values are none the worse for it
		catch (RuntimeException | OutOfMemoryError ex) {
			this.value.completeExceptionally(new ValueLostException("it cannot be taken here (" + ex + ")", ex));
		}
	}

	/**
	 * There is no value.
	 */
	void fail(String reason) {
		this.value.completeExceptionally(new ValueLostException(reason));
	}

}
