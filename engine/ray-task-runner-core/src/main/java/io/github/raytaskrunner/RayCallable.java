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

import java.io.Serializable;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * A task that returns a value, usually written as a lambda. It travels to another process
 * together with everything it captures; what it captures need not be
 * {@link Serializable}. A {@link java.util.concurrent.CompletionStage} that it returns is
 * awaited where the task runs, and arrives as a completed one.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface RayCallable<T extends @Nullable Object> extends Callable<T>, Serializable {

}
