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

import org.jspecify.annotations.Nullable;

/**
 * Keeps values of tasks by key, as bytes that the runner wrote; where and for how long is
 * up to the cache. May wait for a network and throw any exception, which is logged and
 * treated as if there were no value.
 * <p>
 * Has to be safe for use by several threads.
 */
public interface ResultCache {

	/**
	 * Return a value.
	 * @param key key of the value, as set in the options of the task
	 * @return the value, or {@code null} if there is none
	 */
	byte @Nullable [] get(Object key);

	/**
	 * Keep a value, in place of any other with that key.
	 * @param key key of the value
	 * @param value the value
	 */
	void put(Object key, byte[] value);

}
