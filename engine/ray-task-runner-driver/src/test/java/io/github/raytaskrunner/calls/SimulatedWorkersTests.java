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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.wire.ToDriver;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link LeasePool} and {@link WorkerServer} with many programs that speak the
 * worker protocol.
 */
class SimulatedWorkersTests {

	private static final int WORKERS = 500;

	private static final int CALLS_EACH = 20;

	private static final Duration LIMIT = Duration.ofSeconds(60);

	@Test
	void oneThreadServesThemAll() throws IOException {
		Queue<Long> finished = new ConcurrentLinkedQueue<>();
		AtomicInteger submitted = new AtomicInteger();
		try (WorkerServer server = new WorkerServer("127.0.0.1");
				SimulatedWorkers workers = new SimulatedWorkers(server.address())) {
			LeasePool pool = new LeasePool(Duration.ofMinutes(1), workers::begin, (lease, large) -> {
			});
			server.start(new WorkerServer.Listener() {

				@Override
				public void received(WorkerConnection worker, List<ToDriver> messages) {
					for (AttemptEvent event : pool.received(worker, messages, System.nanoTime())) {
						finished.add(event.attempt());
						submitNext();
					}
				}

				@Override
				public void ended(WorkerConnection worker) {
					pool.ended(worker);
				}

				private void submitNext() {
					long next = submitted.incrementAndGet();
					if (next <= WORKERS * CALLS_EACH) {
						pool.run(call(next));
					}
				}

			});
			List<Thread> before = threads();
			submitted.set(WORKERS);
			LongStream.rangeClosed(1, WORKERS).forEach((id) -> pool.run(call(id)));
			await().atMost(LIMIT).until(() -> finished.size() == WORKERS * CALLS_EACH);
			assertThat(finished).doesNotHaveDuplicates();
			assertThat(workers.leases()).isGreaterThan(1).isLessThanOrEqualTo(WORKERS * CALLS_EACH);
			assertThat(threads()).isEqualTo(before);
		}
	}

	private static OpenCall call(long id) {
		return new OpenCall(new Call("test", Resources.DEFAULT, List.of(TestAttempts.of(id, new byte[0]))),
				new LeaseKey(Resources.DEFAULT, Set.of()), Map.of());
	}

	private static List<Thread> threads() {
		List<Thread> threads = new ArrayList<>(Thread.getAllStackTraces().keySet());
		threads.removeIf((thread) -> !thread.getName().startsWith("ray-driver"));
		return threads;
	}

}
