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

package io.github.raytaskrunner.propagation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.backend.embedded.EmbeddedBackend;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what callbacks and stages of futures run with.
 */
class CallbackContextTests {

	private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

	private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

	private final DefaultRayTaskRunner runner = runner();

	private static DefaultRayTaskRunner runner() {
		ClassLoader classLoader = CallbackContextTests.class.getClassLoader();
		TaskSerializer serializer = new TaskSerializer(classLoader, (captured) -> null);
		RunnerSettings settings = new RunnerSettings(1024 * 1024, Duration.ofSeconds(10))
			.withInterceptor(new MdcInterceptor());
		return new DefaultRayTaskRunner(settings, () -> new EmbeddedBackend(serializer, 1, classLoader), serializer);
	}

	@BeforeEach
	void start() {
		GATES.clear();
		MDC.clear();
		this.runner.start();
	}

	@AfterEach
	void stop() {
		openGate();
		MDC.clear();
		this.runner.stop();
	}

	@Test
	void callbackRunsWithWhatWhoeverAddedItHad() throws InterruptedException {
		RayTaskFuture<Integer> future = this.runner.submit(CallbackContextTests::waitAtTheGate);
		MDC.put("traceId", "4711");
		future.onDone((done) -> this.events.add("callback " + MDC.get("traceId")));
		MDC.clear();
		openGate();
		assertThat(nextEvent()).isEqualTo("callback 4711");
	}

	@Test
	void callbackLeavesNothingToTheNextOneOnItsThread() throws InterruptedException {
		RayTaskFuture<Integer> future = this.runner.submit(CallbackContextTests::waitAtTheGate);
		for (int i = 0; i < 200; i++) {
			future.onDone((done) -> {
				this.events.add("found " + MDC.get("left"));
				MDC.put("left", "behind");
			});
		}
		openGate();
		for (int i = 0; i < 200; i++) {
			assertThat(nextEvent()).isEqualTo("found null");
		}
	}

	@Test
	void stageRunsWithWhatWhoeverAskedForItsFutureHad() throws InterruptedException {
		MDC.put("traceId", "4711");
		RayTaskFuture<Integer> future = this.runner.submit(CallbackContextTests::waitAtTheGate);
		future.toCompletableFuture().thenAccept((value) -> this.events.add("stage " + MDC.get("traceId")));
		MDC.clear();
		openGate();
		assertThat(nextEvent()).isEqualTo("stage 4711");
	}

	@Test
	void stageRunsWithItAlsoWhereTheThreadThatWaitsCompletesTheFuture() throws InterruptedException {
		RayTaskFuture<Integer> future = this.runner.submit(CallbackContextTests::waitAtTheGate);
		MDC.put("traceId", "4711");
		CompletableFuture<Integer> completable = future.toCompletableFuture();
		completable.thenAccept((value) -> this.events.add("stage " + MDC.get("traceId") + MDC.get("waits")));
		MDC.clear();
		MDC.put("waits", "of another request");
		openGate();
		assertThat(completable.join()).isEqualTo(1);
		assertThat(nextEvent()).isEqualTo("stage 4711null");
		assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("waits", "of another request"));
	}

	@Test
	void stageOfSeveralTasksRunsWithWhatWhoeverAskedForTheirFutureHad() throws InterruptedException {
		RayTaskFutures<Integer> group = this.runner.map((item) -> waitAtTheGate(), List.of(1, 2));
		RayTaskFutures<Integer> singles = RayTaskFutures.of(this.runner.submit(CallbackContextTests::waitAtTheGate));
		MDC.put("traceId", "4711");
		List<CompletableFuture<List<Integer>>> completables = Stream.of(group, singles)
			.map(RayTaskFutures::toCompletableFuture)
			.toList();
		for (CompletableFuture<?> completable : completables) {
			completable.thenAccept((values) -> this.events.add("stage " + MDC.get("traceId") + MDC.get("waits")));
		}
		MDC.clear();
		MDC.put("waits", "of another request");
		openGate();
		for (CompletableFuture<?> completable : completables) {
			completable.join();
			assertThat(nextEvent()).isEqualTo("stage 4711null");
		}
		assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("waits", "of another request"));
	}

	private @Nullable String nextEvent() throws InterruptedException {
		return this.events.poll(30, TimeUnit.SECONDS);
	}

	private static int waitAtTheGate() throws InterruptedException {
		gate().await();
		return 1;
	}

	private static void openGate() {
		gate().countDown();
	}

	private static CountDownLatch gate() {
		return GATES.computeIfAbsent("gate", (name) -> new CountDownLatch(1));
	}

}
