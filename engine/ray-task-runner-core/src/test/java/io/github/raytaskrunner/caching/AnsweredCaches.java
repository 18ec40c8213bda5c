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

package io.github.raytaskrunner.caching;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.ResultCache;
import io.github.raytaskrunner.ResultCaches;
import org.jspecify.annotations.Nullable;

/**
 * Caches whose look-ups are answered, one by one, by the test, and that keep values when
 * it says so.
 */
final class AnsweredCaches implements ResultCaches, ResultCache {

	private final Map<Object, CompletableFuture<byte[]>> answers = new ConcurrentHashMap<>();

	private final CountDownLatch keeps = new CountDownLatch(1);

	private final AtomicInteger asked = new AtomicInteger();

	@Override
	public ResultCache get(String name) {
		return this;
	}

	@Override
	public byte @Nullable [] get(Object key) {
		this.asked.incrementAndGet();
		try {
			return answer(key).join();
		}
		catch (CompletionException ex) {
			throw new IllegalStateException("the cache is down", ex.getCause());
		}
	}

	@Override
	public void put(Object key, byte[] value) {
		this.asked.incrementAndGet();
		try {
			this.keeps.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted");
		}
	}

	/**
	 * Keep values from now on, which have waited for that until now.
	 */
	void keep() {
		this.keeps.countDown();
	}

	/**
	 * Return the answer to the look-up of a key, which waits until this is completed.
	 * @param key the key
	 * @return the answer
	 */
	CompletableFuture<byte[]> answer(Object key) {
		return this.answers.computeIfAbsent(key, (any) -> new CompletableFuture<>());
	}

	/**
	 * Return how often this was asked or given values, answered or not.
	 */
	int asked() {
		return this.asked.get();
	}

}
