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
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.raytaskrunner.backend.AttemptResult;
import io.github.raytaskrunner.backend.ValueLostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * An application's client and its driver, with a link between them that breaks.
 */
class DriverClientTests extends ClientWithDriver {

	@ParameterizedTest
	@EnumSource
	void everyAttemptRunsAndEndsOnceHoweverTheConnectionBreaks(ConnectionBreak way) throws Exception {
		DriverClient client = client(LIMIT);
		int count = 4_000;
		try (ConnectionBreaker breaker = new ConnectionBreaker(this.proxy, way, 20, 400)) {
			for (int id = 0; id < count; id++) {
				client.run(call(id, payload(id)));
				if (id % 500 == 0) {
					LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
				}
			}
			await().atMost(Duration.ofMinutes(1)).until(() -> this.listener.results.size() == count);
			assertThat(breaker.breaks()).isGreaterThan(3);
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
	void valuesArriveHoweverTheConnectionBreaks(ConnectionBreak way) throws Exception {
		DriverClient client = client(LIMIT);
		byte[] value = new byte[20_000_000];
		new Random(1).nextBytes(value);
		client.put(1, value);
		client.run(call(2, new byte[0]));
		await().atMost(LIMIT).until(() -> this.listener.results.containsKey(2L));
		try (ConnectionBreaker breaker = new ConnectionBreaker(this.proxy, way, 20, 200)) {
			for (int i = 0; i < 10; i++) {
				List<CompletableFuture<byte[]>> fetches = List.of(client.fetch(1), client.fetch(1), client.fetch(1));
				for (CompletableFuture<byte[]> fetch : fetches) {
					assertThat(fetch.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(value);
				}
			}
			assertThat(breaker.breaks()).isPositive();
		}
	}

	@Test
	void releasesReachTheDriverWhenTheConnectionIsBack() {
		DriverClient client = client(LIMIT);
		client.put(1, new byte[10]);
		await().atMost(LIMIT).until(() -> this.driver.values() == 1);
		this.proxy.refuse();
		client.release(1);
		client.release(1);
		this.proxy.resume();
		await().atMost(LIMIT).until(() -> this.driver.values() == 0);
	}

	@Test
	void valueThatIsGoneIsLost() {
		DriverClient client = client(LIMIT);
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> client.fetch(1).get(LIMIT.toSeconds(), TimeUnit.SECONDS))
			.withCauseInstanceOf(ValueLostException.class)
			.withMessageContaining("no such value");
	}

	@Test
	void capacityIsToldFromTheFirstOn() {
		DriverClient client = client(LIMIT);
		assertThat(this.listener.capacities).containsExactly("4 slots of 1");
		this.driver.offer(6, 2);
		await().atMost(LIMIT).until(() -> this.listener.capacities.size() == 2);
		assertThat(this.listener.capacities).containsExactly("4 slots of 1", "6 slots of 2");
		assertThat(client.capacity().getNodes()).isEqualTo(2);
	}

	@Test
	void closingEndsTheDriver() {
		client(LIMIT).close();
		await().atMost(LIMIT).until(() -> this.driver.end() != null);
		assertThat(this.driver.end()).isEqualTo("its application is finished with it");
		assertThat(this.losses).isEmpty();
	}

	@Test
	void closingWritesWhatWaits() {
		DriverClient client = client(LIMIT);
		client.put(1, new byte[5_000_000]);
		client.close();
		assertThat(this.driver.values()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void closesInTimeWhileTheConnectionIsBroken(ConnectionBreak way) {
		DriverClient client = client(LIMIT);
		way.begin(this.proxy);
		client.put(1, new byte[50_000_000]);
		long start = System.nanoTime();
		client.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
		assertThat(this.losses).isEmpty();
	}

	/**
	 * Mostly small, sometimes larger than what is pushed, and sometimes in pieces.
	 */
	private static byte[] payload(long id) {
		byte[] payload = new byte[(id % 100 == 0) ? 3_000_000 : (id % 10 == 0) ? 150_000 : 100];
		new Random(id).nextBytes(payload);
		return payload;
	}

}
