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

package io.github.raytaskrunner.futures;

import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.scheduling.Task;
import org.jspecify.annotations.Nullable;

/**
 * Value of a completed task as its future shows it: fetched once and rebuilt once,
 * however many threads ask for it. Its bytes are dropped as soon as it is rebuilt.
 */
final class LazyValue {

	private final Task task;

	private final Futures futures;

	private @Nullable CompletableFuture<byte[]> bytes;

	private volatile boolean rebuilt;

	private @Nullable Object value;

	private @Nullable RuntimeException failure;

	LazyValue(Task task, Futures futures) {
		this.task = task;
		this.futures = futures;
	}

	/**
	 * Return a future that completes when {@link #get()} will not wait any more, or fails
	 * if the value is gone.
	 * @return the future
	 */
	synchronized CompletableFuture<?> fetch() {
		if (this.rebuilt) {
			return CompletableFuture.completedFuture(null);
		}
		// what could not be fetched may have been kept since
		if (this.bytes == null || this.bytes.isCompletedExceptionally()) {
			this.bytes = this.futures.value(this.task);
		}
		return this.bytes;
	}

	/**
	 * Return the value, rebuilt on this thread unless it was before.
	 * @return the value, always the same instance
	 * @throws io.github.raytaskrunner.TaskSerializationException if it cannot be rebuilt
	 */
	synchronized @Nullable Object get() {
		if (!this.rebuilt) {
			CompletableFuture<byte[]> fetched = this.bytes;
			if (fetched == null) {
				throw new IllegalStateException("The value was not fetched");
			}
			try {
				this.value = this.futures.readValue(fetched.join());
			}
			catch (RuntimeException ex) {
				this.failure = ex;
			}
			this.bytes = null;
			this.rebuilt = true;
		}
		if (this.failure != null) {
			throw this.failure;
		}
		return this.value;
	}

	// Not under the monitor, which is held while the value is rebuilt by code of users.
	boolean isRebuilt() {
		return this.rebuilt;
	}

}
