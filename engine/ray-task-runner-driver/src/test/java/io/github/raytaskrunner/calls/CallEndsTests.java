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
import java.util.function.Consumer;

import io.github.raytaskrunner.wire.ToWorker;
import io.ray.api.ObjectRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of when {@link CallEnds} tells that a call of Ray has ended.
 */
class CallEndsTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final ConnectedWorker LIVING = worker(Runnable::run);

	private final Set<ObjectRef<byte[]>> ended = ConcurrentHashMap.newKeySet();

	private final Queue<Long> told = new ConcurrentLinkedQueue<>();

	private final AtomicInteger failures = new AtomicInteger();

	private final AtomicInteger waits = new AtomicInteger();

	private final CallEnds ends = new CallEnds(this::findReady);

	@AfterEach
	void close() {
		this.ends.close();
	}

	@Test
	void endIsToldOnceRayHasWhatTheCallReturns() {
		TestCall first = new TestCall(1);
		TestCall second = new TestCall(2);
		watch(first);
		watch(second);
		awaitWaits(2);
		assertThat(this.told).isEmpty();
		this.ended.add(second.result);
		await().atMost(LIMIT).untilAsserted(() -> assertThat(this.told).containsExactly(2L));
		this.ended.add(first.result);
		await().atMost(LIMIT).untilAsserted(() -> assertThat(this.told).containsExactly(2L, 1L));
	}

	@Test
	void callThatRayIsYetToGetIsAwaited() {
		TestCall call = new TestCall(1);
		this.ends.await(call.call, LIVING, () -> this.told.add(1L));
		this.ended.add(call.result);
		call.call.submitted(call.result);
		await().atMost(LIMIT).untilAsserted(() -> assertThat(this.told).containsExactly(1L));
	}

	@Test
	void callWhoseWorkerDiedHasNotEnded() {
		Queue<Runnable> unanswered = new ConcurrentLinkedQueue<>();
		TestCall lost = new TestCall(1);
		TestCall other = new TestCall(2);
		lost.call.submitted(lost.result);
		this.ends.await(lost.call, worker(unanswered::add), () -> this.told.add(1L));
		watch(other);
		awaitWaits(2);
		assertThat(unanswered).isEmpty();
		this.ended.add(lost.result);
		await().atMost(LIMIT).untilAsserted(() -> assertThat(unanswered).hasSize(1));
		this.ended.add(other.result);
		await().atMost(LIMIT).untilAsserted(() -> assertThat(this.told).containsExactly(2L));
	}

	@Test
	void failureOfRayIsSurvived() {
		this.failures.set(1);
		watch(new TestCall(1));
		await().atMost(LIMIT).until(() -> this.failures.get() == 0);
		TestCall call = new TestCall(2);
		watch(call);
		this.ended.add(call.result);
		await().atMost(LIMIT).untilAsserted(() -> assertThat(this.told).containsExactly(2L));
	}

	@Test
	void threadEndsWhileACallIsAwaited() {
		watch(new TestCall(1));
		awaitWaits(1);
		this.ends.close();
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("ray-driver-ends");
	}

	private static ConnectedWorker worker(Consumer<Runnable> whenAlive) {
		return new ConnectedWorker() {

			@Override
			public void send(ToWorker message) {
				throw new IllegalStateException("Nothing is to be sent");
			}

			@Override
			public void whenAlive(Runnable action) {
				whenAlive.accept(action);
			}

		};
	}

	private void watch(TestCall call) {
		call.call.submitted(call.result);
		this.ends.await(call.call, LIVING, () -> this.told.add(call.attempt));
	}

	private List<ObjectRef<byte[]>> findReady(List<ObjectRef<byte[]>> results, int timeoutMillis) {
		if (this.failures.getAndUpdate((count) -> Math.max(0, count - 1)) > 0) {
			throw new IllegalStateException("Ray is not there");
		}
		this.waits.incrementAndGet();
		return results.stream().filter(this.ended::contains).toList();
	}

	private void awaitWaits(int number) {
		int before = this.waits.get();
		await().atMost(LIMIT).until(() -> this.waits.get() >= before + number);
	}

	private static final class TestCall {

		private final long attempt;

		private final RayCall call = new RayCall();

		private final ObjectRef<byte[]> result = new TestReference();

		private TestCall(long attempt) {
			this.attempt = attempt;
		}

	}

}
