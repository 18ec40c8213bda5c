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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.backend.Attempt;
import io.github.raytaskrunner.backend.Call;
import io.github.raytaskrunner.backend.Resources;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.driver.ScriptedDriver;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.launch.DriverSecret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DriverSession}, as its client sees it: when it goes on, and when it is
 * lost.
 */
class DriverSessionTests extends ClientWithDriver {

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
		this.proxy.target(address(open(ScriptedDriver.start(SECRET.digest(), LIMIT))));
		this.proxy.cut();
		awaitLoss("The driver does not know this session");
	}

	@Test
	void sessionIsLostWhenSomebodyElseListensThere() throws IOException {
		client(LIMIT);
		this.proxy.target(address(open(ScriptedDriver.start(DriverSecret.random().digest(), LIMIT))));
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
		open(new DriverClient(channel, LIMIT, () -> false, new RecordingBackendListener(), otherLosses::add));
		await().atMost(LIMIT).until(() -> otherLosses.size() == 1);
		assertThat(otherLosses.peek()).hasMessageContaining("Another application is attached");
		this.proxy.resume();
		client.run(call(1, new byte[10]));
		await().atMost(LIMIT).until(() -> this.listener.results.containsKey(1L));
	}

	@Test
	void driverEndsWithItsLeaseWithoutAConnection() throws IOException {
		ScriptedDriver shortLived = open(ScriptedDriver.start(SECRET.digest(), Duration.ofSeconds(1)));
		this.proxy.target(address(shortLived));
		client(LIMIT);
		await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(3)).until(() -> shortLived.end() == null);
		this.proxy.refuse();
		await().atMost(Duration.ofSeconds(3)).until(() -> shortLived.end() != null);
		assertThat(shortLived.end()).isEqualTo("its lease of PT1S ran out");
	}

}
