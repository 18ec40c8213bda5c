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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A task that was handed to the backend, or items of a {@code map} that were handed to it
 * together.
 *
 * @param name name of the task, or of the map
 * @param key key of the task, {@code null} for items
 * @param state the present state: pending until a worker has begun
 * @param age time since the task was submitted, or since the items were put together
 * @param tasks number of tasks, one unless these are items
 */
public record TaskInFlight(String name, @Nullable String key, TaskState state, Duration age, int tasks) {

}
