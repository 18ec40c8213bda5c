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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.driver.ScriptedDriver;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.testsupport.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Base class of tests of an application's client and its driver, with a link between them
 * that breaks.
 */
abstract class ScriptedDriverTests {

	static final Duration LIMIT = Duration.ofSeconds(30);

	static final DriverSecret SECRET = DriverSecret.random();

	final RecordingListener listener = new RecordingListener();

	final ConcurrentLinkedQueue<Throwable> losses = new ConcurrentLinkedQueue<>();

	final AtomicBoolean driverEnded = new AtomicBoolean();

	private final List<AutoCloseable> open = new ArrayList<>();

	ScriptedDriver driver;

	TcpProxy proxy;

	@BeforeEach
	void start() throws IOException {
		this.driver = open(ScriptedDriver.start(SECRET.digest(), LIMIT));
		this.proxy = open(new TcpProxy(address(this.driver)));
	}

	@AfterEach
	void stop() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	final void awaitLoss(String reason) {
		await().atMost(LIMIT).until(() -> !this.losses.isEmpty());
		assertThat(this.losses).singleElement().satisfies((loss) -> assertThat(loss).hasMessageContaining(reason));
	}

	final DriverClient client(Duration limit) {
		DriverClient client = open(newClient(limit));
		assertThat(client.hello(Map.of(), LIMIT, 17, LIMIT).getCapacity().getSlots()).isEqualTo(4);
		return client;
	}

	final DriverClient newClient(Duration limit) {
		DriverSockets sockets = new DriverSockets(new DriverEndpoint("127.0.0.1", this.proxy.port()), null);
		return new DriverClient(sockets, SECRET, limit, this.driverEnded::get, this.listener, this.losses::add);
	}

	final <T extends AutoCloseable> T open(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

	static InetSocketAddress address(ScriptedDriver driver) {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), driver.port());
	}

	static Call call(long id, byte[] payload) {
		return new Call("test", Resources.DEFAULT, List.of(TestAttempts.of(id, payload)));
	}

	/**
	 * Mostly small, sometimes larger than what is pushed, and sometimes in pieces.
	 */
	static byte[] payload(long id) {
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

}
