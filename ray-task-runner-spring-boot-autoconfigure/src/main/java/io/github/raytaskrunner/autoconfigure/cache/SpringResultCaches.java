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

package io.github.raytaskrunner.autoconfigure.cache;

import io.github.raytaskrunner.ResultCache;
import io.github.raytaskrunner.ResultCaches;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/**
 * The caches of a {@link CacheManager}. Values are kept as byte arrays, which every cache
 * takes.
 */
final class SpringResultCaches implements ResultCaches {

	private final CacheManager cacheManager;

	SpringResultCaches(CacheManager cacheManager) {
		this.cacheManager = cacheManager;
	}

	@Override
	public ResultCache get(String name) {
		Cache cache = this.cacheManager.getCache(name);
		if (cache == null) {
			throw new IllegalArgumentException("the application's CacheManager has no cache of that name, but "
					+ this.cacheManager.getCacheNames() + ": use one of these, or add it (spring.cache.cache-names)");
		}
		return new SpringResultCache(cache);
	}

	private record SpringResultCache(Cache cache) implements ResultCache {

		@Override
		public byte @Nullable [] get(Object key) {
			return this.cache.get(key, byte[].class);
		}

		@Override
		public void put(Object key, byte[] value) {
			this.cache.put(key, value);
		}

	}

}
