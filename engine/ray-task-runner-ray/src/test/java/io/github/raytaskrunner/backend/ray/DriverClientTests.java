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
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.driver.ScriptedDriver;
import io.github.raytaskrunner.launch.DriverEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What an application asks of its driver and hears from it.
 */
class DriverClientTests extends ScriptedDriverTests {

	@Test
	void releasesReachTheDriverWhenTheConnectionIsBack() {
		DriverClient client = client(LIMIT);
		client.put(1, new byte[10]);
		await().atMost(LIMIT).until(() -> this.driver.values() == 1);
		this.proxy.refuse();
		client.release(List.of(1L));
		client.release(List.of(1L));
		this.proxy.resume();
		await().atMost(LIMIT).until(() -> this.driver.values() == 0);
	}

	@Test
	void saysWhetherItHearsTheDriver() {
		DriverClient client = client(LIMIT);
		await().atMost(LIMIT).until(client::isHeard);
		this.proxy.refuse();
		this.proxy.cut();
		await().atMost(LIMIT).until(() -> !client.isHeard());
		this.proxy.resume();
		await().atMost(LIMIT).until(client::isHeard);
	}

	@Test
	void whoPutsValuesFasterThanTheyAreTakenWaits() throws Exception {
		DriverClient client = client(LIMIT);
		CompletableFuture<Void> room = new CompletableFuture<>();
		this.driver.takeNoMoreBefore(room);
		AtomicInteger count = new AtomicInteger();
		Thread thread = putting(client, count);
		await().atMost(LIMIT).until(thread::getState, Thread.State.WAITING::equals);
		assertThat(count).hasValueLessThan(50);
		room.complete(null);
		await().atMost(LIMIT).until(() -> this.driver.values() == 100);
		thread.join(LIMIT.toMillis());
	}

	@Test
	void whoWaitsToPutAValueGoesOnWhenTheSessionHasEnded() throws Exception {
		DriverClient client = client(LIMIT);
		this.driver.takeNoMoreBefore(new CompletableFuture<>());
		Thread thread = putting(client, new AtomicInteger());
		await().atMost(LIMIT).until(thread::getState, Thread.State.WAITING::equals);
		client.close();
		thread.join(LIMIT.toMillis());
		assertThat(thread.isAlive()).isFalse();
	}

	private static Thread putting(DriverClient client, AtomicInteger count) {
		Thread thread = new Thread(() -> {
			try {
				while (count.get() < 100) {
					client.awaitRoomForValue();
					client.put(count.incrementAndGet(), new byte[1_000_000]);
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		thread.start();
		return thread;
	}

	@Test
	void valueThatIsGoneIsLost() {
		DriverClient client = client(LIMIT);
		client.put(1, new byte[10]);
		await().atMost(LIMIT).until(() -> this.driver.values() == 1);
		client.release(List.of(1L));
		await().atMost(LIMIT).until(() -> this.driver.values() == 0);
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> client.fetch(1).get(LIMIT.toSeconds(), TimeUnit.SECONDS))
			.withCauseInstanceOf(ValueLostException.class)
			.withMessageContaining("no such value");
	}

	@Test
	void valueThatIsStillOnItsWayIsAwaited() throws Exception {
		byte[] value = new byte[20_000_000];
		value[value.length - 1] = 1;
		DriverClient client = client(LIMIT);
		client.put(1, value);
		assertThat(client.fetch(1).get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(value);
	}

	@Test
	void callArrivesAsItWasSent() {
		DriverClient client = client(LIMIT);
		Resources resources = new Resources(Map.of("CPU", 0.5, "tpu", 2.0), "{\"pip\":[\"numpy\"]}",
				new Resources.PlacementGroup("group", -1));
		Attempt first = TestAttempts.of(1, payload(100), new Upstream.Value(7), new Upstream.State(payload(10)),
				new Upstream.State(payload(200)), new Upstream.Value(8));
		Attempt second = new Attempt(2, "other", "other key", 3, payload(300), List.of(new Upstream.State(payload(1))));
		Call call = new Call("test", resources, List.of(first, second));
		client.run(call);
		await().atMost(LIMIT).until(() -> this.driver.lastCall() != null);
		assertThat(this.driver.lastCall()).usingRecursiveComparison()
			.withEqualsForType(Arrays::equals, byte[].class)
			.isEqualTo(call);
	}

	@Test
	void callThatReadsAMillionValuesArrives() {
		DriverClient client = client(LIMIT);
		List<Upstream> upstreams = LongStream.rangeClosed(1, 1_000_000)
			.<Upstream>mapToObj(Upstream.Value::new)
			.toList();
		Attempt attempt = new Attempt(2_000_000, "reads", "key", 1, payload(10), upstreams);
		client.run(new Call("test", Resources.DEFAULT, List.of(attempt)));
		await().atMost(LIMIT).until(() -> this.driver.lastCall() != null);
		assertThat(this.driver.lastCall().attempts().get(0).upstreams()).isEqualTo(upstreams);
	}

	@Test
	void sessionIsLostWhenAReportIsNotHandled() {
		DriverClient client = client(LIMIT);
		this.listener.failure = new IllegalArgumentException("no such attempt");
		client.run(call(1, new byte[10]));
		awaitLoss("A message of the driver was not handled: no such attempt");
	}

	@Test
	void sessionIsLostWhenACallCannotBeWritten() {
		DriverClient client = client(LIMIT);
		client.run(new Call("test", Resources.DEFAULT, new AbstractList<>() {

			@Override
			public Attempt get(int index) {
				throw new IllegalStateException("unreadable call");
			}

			@Override
			public int size() {
				return 1;
			}

		}));
		awaitLoss("A message to the driver was not sent: unreadable call");
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
	void figuresTellWhatNodesHaveAndWhatWasExchanged() throws Exception {
		DriverClient client = client(LIMIT);
		assertThat(client.figures().resources()).containsExactly(Map.entry("CPU", 4.0));
		client.put(1, new byte[5_000_000]);
		client.fetch(1).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		assertThat(client.figures().sentBytes()).isBetween(5_000_000L, 5_010_000L);
		await().atMost(LIMIT)
			.untilAsserted(() -> assertThat(client.figures().receivedBytes()).isBetween(5_000_000L, 5_010_000L));
	}

	@Test
	void firstConnectionIsNotTriedAgain() {
		this.proxy.refuse();
		DriverClient client = open(newClient(LIMIT));
		assertThatExceptionOfType(DriverException.class).isThrownBy(() -> client.hello(Map.of(), LIMIT, 17, LIMIT))
			.withMessageContaining("The driver does not take the connection");
		awaitLoss("The driver does not take the connection");
	}

	@Test
	void anotherApplicationIsRefusedEvenWhileTheConnectionIsBroken() {
		DriverClient client = client(LIMIT);
		this.proxy.refuse();
		DriverSockets sockets = new DriverSockets(new DriverEndpoint("127.0.0.1", this.driver.port()), null);
		ConcurrentLinkedQueue<Throwable> otherLosses = new ConcurrentLinkedQueue<>();
		open(new DriverClient(sockets, SECRET, LIMIT, () -> false, new RecordingListener(), otherLosses::add));
		await().atMost(LIMIT).until(() -> otherLosses.size() == 1);
		assertThat(otherLosses.peek()).hasMessageContaining("Another application is attached");
		this.proxy.resume();
		client.run(call(1, new byte[10]));
		await().atMost(LIMIT).until(() -> this.listener.results.containsKey(1L));
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
	void closesInTimeWhileTheConnectionIsBroken(Break way) {
		DriverClient client = client(LIMIT);
		way.begin(this.proxy);
		client.put(1, new byte[50_000_000]);
		long start = System.nanoTime();
		client.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
		assertThat(this.losses).isEmpty();
	}

	@Test
	void driverEndsWithItsLeaseWithoutAConnection() throws IOException {
		ScriptedDriver shortLived = open(ScriptedDriver.start(SECRET.digest(), Duration.ofSeconds(3)));
		this.proxy.target(address(shortLived));
		client(LIMIT);
		await().during(Duration.ofSeconds(4)).atMost(LIMIT).until(() -> shortLived.end() == null);
		this.proxy.refuse();
		await().atMost(LIMIT).until(() -> shortLived.end() != null);
		assertThat(shortLived.end()).isEqualTo("its lease of PT3S ran out");
	}

}
