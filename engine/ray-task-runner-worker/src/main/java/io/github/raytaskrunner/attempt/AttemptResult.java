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

package io.github.raytaskrunner.attempt;

import org.jspecify.annotations.Nullable;

/**
 * What an attempt ended with, unless it crashed.
 *
 * @param failed whether the task threw an exception, which then is the value
 * @param size number of bytes of the serialized value
 * @param value the serialized value, or {@code null} if it is not here but where the
 * attempt ran, and has to be fetched
 */
public record AttemptResult(boolean failed, long size, byte @Nullable [] value) {

	/**
	 * Size in bytes up to which something travels with what tells of it. Ray itself draws
	 * the line between small and large here.
	 */
	public static final int MAX_PUSHED_BYTES = 100 * 1024;

	/**
	 * Create a result where its value is.
	 * @param failed whether the task threw an exception
	 * @param value the serialized value or exception
	 */
	public AttemptResult(boolean failed, byte[] value) {
		this(failed, value.length, value);
	}

	/**
	 * Return what tells of this result elsewhere. A large value stays where it is.
	 * @return the result, without a value that is larger than {@link #MAX_PUSHED_BYTES}
	 */
	public AttemptResult withoutLargeValue() {
		return (this.size <= MAX_PUSHED_BYTES) ? this : new AttemptResult(this.failed, this.size, null);
	}

}
