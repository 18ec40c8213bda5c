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

package io.github.raytaskrunner.contract;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.raytaskrunner.ResultCache;
import io.github.raytaskrunner.ResultCaches;
import org.jspecify.annotations.Nullable;

/**
 * A cache of any name in memory.
 */
final class ContractCaches implements ResultCaches {

	private final Map<String, ResultCache> caches = new ConcurrentHashMap<>();

	@Override
	public ResultCache get(String name) {
		return this.caches.computeIfAbsent(name, (any) -> new MapCache(new ConcurrentHashMap<>()));
	}

	private record MapCache(Map<Object, byte[]> values) implements ResultCache {

		@Override
		public byte @Nullable [] get(Object key) {
			return this.values.get(key);
		}

		@Override
		public void put(Object key, byte[] value) {
			this.values.put(key, value);
		}

	}

}
