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

package io.github.raytaskrunner.caching;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Value of the task of a {@link Flight} that completed. It stays where it is until
 * somebody wants it, and is fetched once. Safe for use by several threads.
 */
final class FlightValue {

	private final Supplier<CompletableFuture<byte[]>> source;

	private @Nullable CompletableFuture<byte[]> bytes;

	/**
	 * Create a new value.
	 * @param source fetches it
	 */
	FlightValue(Supplier<CompletableFuture<byte[]>> source) {
		this.source = source;
	}

	/**
	 * Fetch the value, unless that has begun.
	 * @return the value; fails if it is gone
	 */
	synchronized CompletableFuture<byte[]> fetch() {
		if (this.bytes == null) {
			this.bytes = this.source.get();
		}
		return this.bytes;
	}

}
