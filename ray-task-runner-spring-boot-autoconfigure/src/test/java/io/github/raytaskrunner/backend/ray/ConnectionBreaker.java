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

package io.github.raytaskrunner.backend.ray;

import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.raytaskrunner.testsupport.TcpProxy;

/**
 * Breaks the connection at random moments.
 */
final class ConnectionBreaker implements AutoCloseable {

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	private final AtomicBoolean closed = new AtomicBoolean();

	private final Future<?> future;

	private volatile int breaks;

	ConnectionBreaker(TcpProxy proxy, ConnectionBreak way, int minMillis, int maxMillis) {
		Random random = new Random(1);
		this.future = this.executor.submit(() -> {
			while (!this.closed.get()) {
				Thread.sleep(random.nextInt(minMillis, maxMillis));
				way.begin(proxy);
				this.breaks++;
				Thread.sleep(random.nextInt(1, 50));
				proxy.resume();
			}
			return null;
		});
	}

	@Override
	public void close() throws Exception {
		this.closed.set(true);
		this.future.get(10, TimeUnit.SECONDS);
		this.executor.shutdown();
	}

	/**
	 * Return how often the connection was broken.
	 */
	int breaks() {
		return this.breaks;
	}

}
