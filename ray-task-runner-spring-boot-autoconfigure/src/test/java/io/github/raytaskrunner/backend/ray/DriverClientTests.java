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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.backend.Attempt;
import io.github.raytaskrunner.backend.AttemptResult;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.Call;
import io.github.raytaskrunner.backend.Resources;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.driver.ScriptedDriver;
import io.github.raytaskrunner.testsupport.TcpProxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * An application's client and its driver, with a link between them that breaks.
 */
class DriverClientTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final DriverSecret SECRET = DriverSecret.random();

	private final RecordingListener listener = new RecordingListener();

	private final ConcurrentLinkedQueue<Throwable> losses = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean driverEnded = new AtomicBoolean();

	private final List<AutoCloseable> open = new ArrayList<>();

	private ScriptedDriver driver;

	private TcpProxy proxy;

	@BeforeEach
	void start() throws IOException {
		this.driver = open(ScriptedDriver.start(SECRET.sha256(), LIMIT));
		this.proxy = open(new TcpProxy(address(this.driver)));
	}

	@AfterEach
	void stop() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

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
	void newConnectionTakesOverFromOneThatTheDriverBelievesIn() {
		DriverClient client = client(LIMIT);
		this.proxy.cutHalf();
		client.run(call(1, new byte[10]));
		await().atMost(Duration.ofSeconds(5)).until(() -> this.listener.results.containsKey(1L));
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
		DriverChannel channel = new DriverChannel(new DriverEndpoint("127.0.0.1", this.proxy.port()), SECRET, null);
		DriverClient client = open(new DriverClient(channel, LIMIT, () -> {
			try {
				return !answer.await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}, this.listener, this.losses::add));
		client.hello(17, LIMIT);
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
		this.proxy.target(address(open(ScriptedDriver.start(SECRET.sha256(), LIMIT))));
		this.proxy.cut();
		awaitLoss("The driver does not know this session");
	}

	@Test
	void sessionIsLostWhenSomebodyElseListensThere() throws IOException {
		client(LIMIT);
		this.proxy.target(address(open(ScriptedDriver.start(DriverSecret.random().sha256(), LIMIT))));
		this.proxy.cut();
		awaitLoss("UNAUTHENTICATED");
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
	void firstConnectionIsNotTriedAgain() {
		this.proxy.refuse();
		DriverClient client = open(newClient(LIMIT));
		assertThatExceptionOfType(DriverException.class).isThrownBy(() -> client.hello(17, LIMIT))
			.withMessageContaining("The driver does not take the connection");
		awaitLoss("The driver does not take the connection");
	}

	@Test
	void anotherApplicationIsRefusedEvenWhileTheConnectionIsBroken() {
		DriverClient client = client(LIMIT);
		this.proxy.refuse();
		DriverChannel channel = new DriverChannel(new DriverEndpoint("127.0.0.1", this.driver.port()), SECRET, null);
		ConcurrentLinkedQueue<Throwable> otherLosses = new ConcurrentLinkedQueue<>();
		open(new DriverClient(channel, LIMIT, () -> false, new RecordingListener(), otherLosses::add));
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
		ScriptedDriver shortLived = open(ScriptedDriver.start(SECRET.sha256(), Duration.ofSeconds(1)));
		this.proxy.target(address(shortLived));
		client(LIMIT);
		await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(3)).until(() -> shortLived.end() == null);
		this.proxy.refuse();
		await().atMost(Duration.ofSeconds(3)).until(() -> shortLived.end() != null);
		assertThat(shortLived.end()).isEqualTo("its lease of PT1S ran out");
	}

	private void awaitLoss(String reason) {
		await().atMost(Duration.ofSeconds(10)).until(() -> !this.losses.isEmpty());
		assertThat(this.losses).singleElement().satisfies((loss) -> assertThat(loss).hasMessageContaining(reason));
	}

	private DriverClient client(Duration limit) {
		DriverClient client = open(newClient(limit));
		assertThat(client.hello(17, LIMIT).getCapacity().getSlots()).isEqualTo(4);
		return client;
	}

	private DriverClient newClient(Duration limit) {
		DriverChannel channel = new DriverChannel(new DriverEndpoint("127.0.0.1", this.proxy.port()), SECRET, null);
		return new DriverClient(channel, limit, this.driverEnded::get, this.listener, this.losses::add);
	}

	private <T extends AutoCloseable> T open(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

	private static InetSocketAddress address(ScriptedDriver driver) {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), driver.port());
	}

	private static Call call(long id, byte[] payload) {
		return new Call("test", Resources.DEFAULT,
				List.of(new Attempt(id, new TaskContext("task", "key", 1), payload, List.of())));
	}

	/**
	 * Mostly small, sometimes larger than what is pushed, and sometimes in pieces.
	 */
	private static byte[] payload(long id) {
		byte[] payload = new byte[(id % 100 == 0) ? 3_000_000 : (id % 10 == 0) ? 150_000 : 100];
		new Random(id).nextBytes(payload);
		return payload;
	}

	/**
	 * How a connection breaks.
	 */
	enum Break {

		CUT {

			@Override
			void begin(TcpProxy proxy) {
				proxy.cut();
			}

		},

		HALF_CUT {

			@Override
			void begin(TcpProxy proxy) {
				proxy.cutHalf();
			}

		},

		REFUSED {

			@Override
			void begin(TcpProxy proxy) {
				proxy.refuse();
			}

		},

		STALLED {

			@Override
			void begin(TcpProxy proxy) {
				proxy.stall();
			}

		};

		abstract void begin(TcpProxy proxy);

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
					way.begin(DriverClientTests.this.proxy);
					this.breaks++;
					Thread.sleep(random.nextInt(1, 50));
					DriverClientTests.this.proxy.resume();
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

	private static final class RecordingListener implements BackendListener {

		private final Queue<String> capacities = new ConcurrentLinkedQueue<>();

		private volatile @Nullable RuntimeException failure;

		private final Map<Long, Integer> starts = new ConcurrentHashMap<>();

		private final Map<Long, ConcurrentLinkedQueue<AttemptResult>> results = new ConcurrentHashMap<>();

		@Override
		public void started(long attempt) {
			RuntimeException failure = this.failure;
			if (failure != null) {
				throw failure;
			}
			this.starts.merge(attempt, 1, Integer::sum);
		}

		@Override
		public void finished(long attempt, AttemptResult result) {
			this.results.computeIfAbsent(attempt, (id) -> new ConcurrentLinkedQueue<>()).add(result);
		}

		@Override
		public void crashed(long attempt, String reason) {
			throw new UnsupportedOperationException(reason);
		}

		@Override
		public void upstreamsLost(long attempt, Map<Long, String> reasons) {
			throw new UnsupportedOperationException(reasons.toString());
		}

		@Override
		public void capacityChanged(int slots, int nodes) {
			this.capacities.add(slots + " slots of " + nodes);
		}

		@Override
		public void slotsLent(int difference) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void disconnected(String reason) {
			throw new UnsupportedOperationException(reason);
		}

		@Override
		public void connectFailed(String obstacle) {
			throw new UnsupportedOperationException(obstacle);
		}

		@Override
		public void connected(BackendInfo info) {
			throw new UnsupportedOperationException();
		}

	}

}
