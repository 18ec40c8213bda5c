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

import io.github.raytaskrunner.hooks.UserText;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of a task is kept. Its hash code is that of the beginning, and what
 * cannot be compared is not equal: keys are objects of users, which may change and throw.
 */
public final class CacheKey {

	private final String cache;

	private final Object key;

	private final int hashCode;

	/**
	 * Create a new key.
	 * @param cache name of the cache
	 * @param key key of the value there
	 */
	public CacheKey(String cache, Object key) {
		this.cache = cache;
		this.key = key;
		this.hashCode = 31 * cache.hashCode() + key.hashCode();
	}

	/**
	 * Return the cache.
	 * @return its name
	 */
	public String cache() {
		return this.cache;
	}

	/**
	 * Return the key of the value there.
	 * @return an object of the user
	 */
	public Object key() {
		return this.key;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof CacheKey that && this.hashCode == that.hashCode
				&& this.cache.equals(that.cache) && hasKey(that.key));
	}

	private boolean hasKey(Object other) {
		try {
			return this.key.equals(other);
		}
		catch (Throwable ex) {
			return false;
		}
	}

	@Override
	public int hashCode() {
		return this.hashCode;
	}

	@Override
	public String toString() {
		return "key " + UserText.of(this.key);
	}

}
