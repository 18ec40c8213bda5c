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

import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Values that were read and are shared by all who read the same array of bytes, for as
 * long as somebody has that array. Safe for use by several threads.
 */
final class SharedValues {

	/**
	 * Arrays are equal if they are the same.
	 */
	private final Map<byte[], SharedValue> values = new WeakHashMap<>();

	/**
	 * Return what is in some bytes.
	 * @param bytes the bytes
	 * @param reader reads them, if that was not done before
	 * @return what was read
	 */
	@Nullable Object read(byte[] bytes, Function<byte[], @Nullable Object> reader) {
		return value(bytes).get(bytes, reader);
	}

	private synchronized SharedValue value(byte[] bytes) {
		return this.values.computeIfAbsent(bytes, (key) -> new SharedValue());
	}

	/**
	 * One value, read by the first who wants it while others wait.
	 */
	private static final class SharedValue {

		private boolean read;

		private @Nullable Object value;

		synchronized @Nullable Object get(byte[] bytes, Function<byte[], @Nullable Object> reader) {
			if (!this.read) {
				this.value = reader.apply(bytes);
				this.read = true;
			}
			return this.value;
		}

	}

}
