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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link Reconnection}.
 */
class ReconnectionTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Test
	void triesAgainThoughAConnectionCouldNotEvenBeTried() {
		AtomicInteger tries = new AtomicInteger();
		Reconnection reconnection = new Reconnection(LIMIT, () -> false, new Reconnection.Listener() {

			@Override
			public void connect() {
				if (tries.incrementAndGet() < 3) {
					throw new OutOfMemoryError("for the test: unable to create native thread");
				}
			}

			@Override
			public void driverEnded() {
				throw new AssertionError("The driver has not ended");
			}

			@Override
			public void expired() {
				throw new AssertionError("The time is not over");
			}

		});
		try {
			reconnection.later();
			await().atMost(LIMIT).until(() -> tries.get() == 3);
		}
		finally {
			reconnection.close();
		}
	}

}
