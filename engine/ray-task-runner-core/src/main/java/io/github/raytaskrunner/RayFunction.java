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

import org.jspecify.annotations.Nullable;

/**
 * A function that is applied to each of many items, usually written as a lambda. Travels
 * like a {@link RayCallable}.
 *
 * @param <A> the type of the items
 * @param <R> the type of the value
 */
@FunctionalInterface
public interface RayFunction<A extends @Nullable Object, R extends @Nullable Object> extends Serializable {

	/**
	 * Apply the function.
	 * @param item the item
	 * @return the value
	 * @throws Exception if the task fails
	 */
	R apply(A item) throws Exception;

}
