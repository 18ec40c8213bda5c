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

import java.util.function.IntFunction;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskRunner;
import org.jspecify.annotations.Nullable;

/**
 * What takes the place of things that a task captured but that do not travel.
 *
 * @param upstreams gives what is read of an upstream task
 * @param runner gives what takes the place of a runner, or {@code null} while a task is
 * only read
 */
record TaskInputs(IntFunction<UpstreamResult> upstreams, @Nullable Supplier<RayTaskRunner> runner) {

}
