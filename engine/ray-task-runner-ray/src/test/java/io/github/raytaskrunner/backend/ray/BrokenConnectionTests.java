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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.driver.ScriptedDriver;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.launch.DriverSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * How a session goes on, or does not, when its connections break.
 */
class BrokenConnectionTests extends ScriptedDriverTests {

	@ParameterizedTest
	@EnumSource
	void everyAttemptRunsAndEndsOnceHoweverTheConnectionBreaks(Break way) throws Exception {
		DriverClient client = client(LIMIT);
		int count = 4_000;
		try (Breaker breaker = new Breaker(way, 20, 400)) {
			for (int id = 0; id < count; id++) {
				client.run(call(id, payload(id)));
				if (id % 500 == 0) {
					LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
				}
			}
			await().atMost(Duration.ofMinutes(1)).until(() -> this.listener.results.size() == count);
			assertThat(breaker.breaks).isGreaterThan(3);
		}
		client.run(call(count, payload(count)));
		await().atMost(LIMIT).until(() -> this.listener.results.size() == count + 1);
		for (long id = 0; id <= count; id++) {
			assertThat(this.driver.runs(id)).isEqualTo(1);
			assertThat(this.listener.starts.get(id)).isEqualTo(1);
			assertThat(this.listener.results.get(id)).hasSize(1);
			AttemptResult result = this.listener.results.get(id).peek();
			assertThat(result.size()).isEqualTo(payload(id).length);
			if (result.value() != null) {
				assertThat(result.value()).isEqualTo(payload(id));
			}
		}
		assertThat(this.losses).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void valuesArriveHoweverTheConnectionBreaks(Break way) throws Exception {
		DriverClient client = client(LIMIT);
		byte[] value = new byte[20_000_000];
		new Random(1).nextBytes(value);
		client.put(1, value);
		client.run(call(2, new byte[0]));
		await().atMost(LIMIT).until(() -> this.listener.results.containsKey(2L));
		try (Breaker breaker = new Breaker(way, 20, 200)) {
			for (int i = 0; i < 10; i++) {
				List<CompletableFuture<byte[]>> fetches = List.of(client.fetch(1), client.fetch(1), client.fetch(1));
				for (CompletableFuture<byte[]> fetch : fetches) {
					assertThat(fetch.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(value);
				}
			}
			assertThat(breaker.breaks).isPositive();
		}
	}

	@Test
	void newConnectionTakesOverFromOneThatTheDriverBelievesIn() {
		DriverClient client = client(LIMIT);
		this.proxy.cutHalf();
		client.run(call(1, new byte[10]));
		await().atMost(Duration.ofSeconds(15)).until(() -> this.listener.results.containsKey(1L));
	}

	@Test
	void sessionIsLostOnceWhenTheTimeIsOver() {
		DriverClient client = client(Duration.ofSeconds(1));
		CompletableFuture<byte[]> value = client.fetch(1).exceptionally((ex) -> new byte[0]);
		this.proxy.refuse();
		CompletableFuture<byte[]> fetch = client.fetch(1);
		awaitLoss("No connection worked for PT1S");
		assertThat(value).isDone();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> fetch.get(1, TimeUnit.SECONDS))
			.withCauseInstanceOf(ValueLostException.class);
		assertThat(client.fetch(2)).isCompletedExceptionally();
		client.run(call(1, new byte[10]));
		client.close();
		assertThat(this.losses).hasSize(1);
	}

	@Test
	void sessionIsLostWhenTheTimeIsOverWhileAConnectionHangs() {
		client(Duration.ofSeconds(2));
		this.proxy.stall();
		this.proxy.cut();
		awaitLoss("No connection worked for PT2S");
	}

	@Test
	void sessionIsLostAtOnceWhenTheDriverHasEnded() {
		client(LIMIT);
		this.driverEnded.set(true);
		this.proxy.refuse();
		awaitLoss("The driver has ended");
	}

	@Test
	void connectsAgainWhileItIsNotKnownWhetherTheDriverHasEnded() throws Exception {
		CountDownLatch answer = new CountDownLatch(1);
		DriverSockets sockets = new DriverSockets(new DriverEndpoint("127.0.0.1", this.proxy.port()), null);
		DriverClient client = open(new DriverClient(sockets, SECRET, LIMIT, () -> {
			try {
				return !answer.await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}, this.listener, this.losses::add));
		client.hello(Map.of(), LIMIT, 17, LIMIT);
		for (int id = 1; id <= 3; id++) {
			this.proxy.cut();
			client.run(call(id, new byte[10]));
			long attempt = id;
			await().atMost(LIMIT).until(() -> this.listener.results.containsKey(attempt));
		}
		answer.countDown();
	}

	@Test
	void sessionIsLostWhenTheDriverDoesNotKnowIt() throws IOException {
		client(LIMIT);
		this.proxy.target(address(open(ScriptedDriver.start(SECRET.digest(), LIMIT))));
		this.proxy.cut();
		awaitLoss("The driver does not know this session");
	}

	@Test
	void sessionIsLostWhenSomebodyElseListensThere() throws IOException {
		client(LIMIT);
		this.proxy.target(address(open(ScriptedDriver.start(DriverSecret.random().digest(), LIMIT))));
		this.proxy.cut();
		awaitLoss("The driver's secret is missing or wrong");
	}

	/**
	 * Breaks the connection at random moments.
	 */
	private final class Breaker implements AutoCloseable {

		private final ExecutorService executor = Executors.newSingleThreadExecutor();

		private final AtomicBoolean closed = new AtomicBoolean();

		private final Future<?> future;

		private volatile int breaks;

		private Breaker(Break way, int minMillis, int maxMillis) {
			Random random = new Random(1);
			this.future = this.executor.submit(() -> {
				while (!this.closed.get()) {
					Thread.sleep(random.nextInt(minMillis, maxMillis));
					way.begin(BrokenConnectionTests.this.proxy);
					this.breaks++;
					Thread.sleep(random.nextInt(1, 50));
					BrokenConnectionTests.this.proxy.resume();
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

	}

}
