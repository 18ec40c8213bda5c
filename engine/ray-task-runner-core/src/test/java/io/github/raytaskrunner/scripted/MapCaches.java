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

package io.github.raytaskrunner.scripted;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.ResultCache;
import io.github.raytaskrunner.ResultCaches;
import org.jspecify.annotations.Nullable;

/**
 * One cache, with the name {@value #NAME}, that fails and blocks when it is told to.
 */
public final class MapCaches implements ResultCaches, ResultCache {

	public static final String NAME = "prices";

	private final Map<Object, byte[]> values = new ConcurrentHashMap<>();

	private volatile @Nullable Throwable failure;

	private volatile CountDownLatch open = new CountDownLatch(0);

	private final AtomicInteger asked = new AtomicInteger();

	@Override
	public ResultCache get(String name) {
		if (!name.equals(NAME)) {
			throw new IllegalArgumentException("there is only " + NAME);
		}
		return this;
	}

	public Map<Object, byte[]> values() {
		return this.values;
	}

	public void breakDown() {
		breakDown(new IllegalStateException("the cache is down"));
	}

	/**
	 * Fail from now on.
	 * @param failure an unchecked exception or an error
	 */
	public void breakDown(Throwable failure) {
		this.failure = failure;
	}

	/**
	 * Block until the gate that is returned opens.
	 * @return the gate
	 */
	public CountDownLatch block() {
		this.open = new CountDownLatch(1);
		return this.open;
	}

	@Override
	public byte @Nullable [] get(Object key) {
		pass();
		return this.values.get(key);
	}

	@Override
	public void put(Object key, byte[] value) {
		pass();
		this.values.put(key, value);
	}

	/**
	 * Return how often this was asked, answered or not.
	 */
	public int asked() {
		return this.asked.get();
	}

	private void pass() {
		this.asked.incrementAndGet();
		try {
			this.open.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted");
		}
		Throwable failure = this.failure;
		if (failure != null) {
			throw MapCaches.<RuntimeException>unchecked(failure);
		}
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T unchecked(Throwable failure) throws T {
		throw (T) failure;
	}

}
