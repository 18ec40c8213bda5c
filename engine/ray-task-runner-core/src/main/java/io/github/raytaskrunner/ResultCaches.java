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

/**
 * Finds the caches that keep values of tasks for longer than the application runs, such
 * as those of Spring's cache abstraction. A runner has one if its tasks may use
 * {@linkplain TaskOptionsBuilder#cache caches}.
 * <p>
 * Has to be safe for use by several threads.
 */
@FunctionalInterface
public interface ResultCaches {

	/**
	 * Return a cache. Called by the thread that submits a task, so it must not wait.
	 * @param name name of the cache
	 * @return the cache
	 * @throws IllegalArgumentException if there is none of that name; the message says
	 * what to do
	 */
	ResultCache get(String name);

}
