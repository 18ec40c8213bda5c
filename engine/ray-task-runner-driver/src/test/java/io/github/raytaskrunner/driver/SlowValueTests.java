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

package io.github.raytaskrunner.driver;

import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.Receipt;
import io.github.raytaskrunner.protocol.Refused.Code;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a driver does while Ray takes its time for a value.
 */
class SlowValueTests extends ServedApplicationTests {

	@Test
	void theApplicationSendsNoMoreButOthersAreServed() throws Exception {
		CompletableFuture<Void> taken = new CompletableFuture<>();
		this.driver.takeNoMoreBefore(taken);
		this.application.send(put(1000));
		this.application.send(runCall(1001, 3, "abc"));
		assertThat(attach("another", 1, 0).end()).isEqualTo(Code.OCCUPIED);
		assertThat(this.driver.runs(1001)).isZero();
		taken.complete(null);
		assertThat(this.application.awaitFinished()).isEqualTo(1001);
		assertThat(this.driver.values()).isEqualTo(3);
	}

	@Test
	void theApplicationComesBackHoweverOftenItsConnectionBreaks() throws Exception {
		CompletableFuture<Void> taken = new CompletableFuture<>();
		this.driver.takeNoMoreBefore(taken);
		this.application.send(put(1000));
		await().atMost(LIMIT).until(() -> this.driver.values() == 2);
		for (int connection = 2; connection <= 2 * DriverServer.MAX_CONNECTIONS; connection++) {
			Socket before = this.sockets.get(this.sockets.size() - 1);
			this.application = attach("application", connection, 0);
			this.application.number = this.application.received.orTimeout(10, TimeUnit.SECONDS).join();
			this.application.send(ClientMessage.newBuilder().setReceipt(Receipt.getDefaultInstance()));
			before.close();
		}
		taken.complete(null);
		// the connections of before did not receive that
		assertThat(this.application.awaitFinished()).isOne();
	}

}
