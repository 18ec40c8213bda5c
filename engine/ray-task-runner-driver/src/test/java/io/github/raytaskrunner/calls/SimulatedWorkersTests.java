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

package io.github.raytaskrunner.calls;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.wire.CallFrame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LeasePool} and {@link WorkerServer} with many programs that speak the
 * worker protocol.
 */
class SimulatedWorkersTests {

	private static final int WORKERS = 2_000;

	private static final int CALLS_EACH = 5;

	private static final Duration LIMIT = Duration.ofSeconds(60);

	@Test
	void oneThreadServesThemAll() throws Exception {
		AtomicInteger requested = new AtomicInteger();
		try (SimulatedWorkers workers = new SimulatedWorkers(WORKERS, Duration.ofMillis(1));
				LoadedDriver driver = new LoadedDriver(WORKERS, (frame) -> {
					requested.incrementAndGet();
					workers.begin(CallFrame.of(frame));
				})) {
			driver.run(1);
			assertThat(driver.await(LIMIT)).isOne();
			Set<Thread> before = threads();
			driver.run(WORKERS * CALLS_EACH);
			// each of them once: a second end is refused
			assertThat(driver.await(LIMIT)).isEqualTo(1 + WORKERS * CALLS_EACH);
			assertThat(workers.leases()).isGreaterThan(1).isLessThanOrEqualTo(requested.get());
			assertThat(threads()).isEqualTo(before);
		}
	}

	private static Set<Thread> threads() {
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeIf((thread) -> !thread.getName().startsWith("ray-driver"));
		return threads;
	}

}
