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

package io.github.raytaskrunner;

import org.springframework.util.Assert;

/**
 * How far a task is, as it reported by {@link TaskContext#progress(long, long, String)}.
 *
 * @param done how much of the work is done, in units of the task's choice
 * @param total how much work there is in the same units, or zero if that is not known
 * @param message what is being done, or empty
 */
public record TaskProgress(long done, long total, String message) {

	/**
	 * Create progress.
	 * @throws IllegalArgumentException if a number is negative
	 */
	public TaskProgress {
		Assert.isTrue(done >= 0, "'done' must not be negative");
		Assert.isTrue(total >= 0, "'total' must not be negative");
		Assert.notNull(message, "'message' must not be null");
	}

}
