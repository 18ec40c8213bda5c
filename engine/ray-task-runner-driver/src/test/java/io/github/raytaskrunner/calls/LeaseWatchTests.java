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
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.wire.Batch;
import io.github.raytaskrunner.wire.CallFrame.Kind;
import io.ray.api.ObjectRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link LeaseWatch}.
 */
class LeaseWatchTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Lease lease = new Lease(1, new LeaseKey(Resources.DEFAULT, Set.of()), "test", Kind.LEASE,
			Batch.EMPTY);

	private final Set<ObjectRef<byte[]>> ready = ConcurrentHashMap.newKeySet();

	private final Queue<Lease> told = new ConcurrentLinkedQueue<>();

	private final AtomicInteger rounds = new AtomicInteger();

	private LeaseWatch watch = watch(List.of(this.lease));

	private LeaseWatch watch(List<Lease> unserved) {
		return new LeaseWatch((results, timeoutMillis) -> results.stream().filter(this.ready::contains).toList(),
				() -> List.of(this.lease), () -> unserved, this.told::add, this.rounds::incrementAndGet);
	}

	@AfterEach
	void close() {
		this.watch.close();
	}

	@Test
	void leaseThatHasEndedIsTold() {
		this.watch.start();
		TestReference result = new TestReference();
		this.lease.rayCall().submitted(result);
		int before = this.rounds.get();
		await().atMost(LIMIT).until(() -> this.rounds.get() > before + 3);
		assertThat(this.told).isEmpty();
		this.ready.add(result);
		await().atMost(LIMIT).until(() -> this.told.contains(this.lease));
	}

	@Test
	void leaseWhoseWorkerWouldTellIsLookedAtNowAndThen() {
		this.watch = watch(List.of());
		this.watch.start();
		TestReference result = new TestReference();
		this.lease.rayCall().submitted(result);
		int before = this.rounds.get();
		this.ready.add(result);
		await().atMost(LIMIT).until(() -> this.told.contains(this.lease));
		// its worker has had a second to tell
		assertThat(this.rounds.get() - before).isGreaterThanOrEqualTo(20);
	}

}
