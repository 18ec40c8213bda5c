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

package io.github.raytaskrunner.settings;

import java.time.Duration;

import io.github.raytaskrunner.attempt.Resources;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * How a task is run, with nothing left open.
 *
 * @param commonName name of the tasks that do the same, which are counted and packed
 * together
 * @param name name of the task
 * @param key key of the task
 * @param resources resources of each attempt
 * @param retryPolicy decides on retries after failures, or {@code null} for none
 * @param crashRetries number of retries after crashes
 * @param timeLimit time limit of each attempt, or {@code null} for none
 * @param cacheKey where its value is looked up and kept, or {@code null} for nowhere
 * @param submitter key of the task that submitted it, or {@code null} if none did
 * @param depth how many tasks of the same process may wait for it, each for the next: 0
 * unless one of them has submitted it
 */
public record TaskSpec(String commonName, String name, String key, Resources resources,
		@Nullable RetryPolicy retryPolicy, int crashRetries, @Nullable Duration timeLimit, @Nullable CacheKey cacheKey,
		@Nullable String submitter, int depth) {

}
