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

package io.github.raytaskrunner.worker;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.wire.ToWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of a {@link DriverConnection} that ends while the next lease begins.
 */
class DriverConnectionTests {

	private final DriverEnd driver = new DriverEnd();

	private final AtomicInteger ends = new AtomicInteger();

	private final DriverConnection.Listener nextLease = new DriverConnection.Listener() {

		@Override
		public void received(ToWorker message) {
			throw new AssertionError("The driver said nothing");
		}

		@Override
		public void ended() {
			DriverConnectionTests.this.ends.incrementAndGet();
		}

	};

	DriverConnectionTests() throws IOException {
	}

	@AfterEach
	void close() throws IOException {
		this.driver.close();
	}

	@RepeatedTest(300)
	void endIsToldOfALeaseThatWentOnAndOfNoOther() throws Exception {
		DriverConnection connection = DriverConnection.open(this.driver.address(), 1, DriverConnection.Listener.NONE);
		Thread reader = reader();
		this.driver.accept(1);
		CompletableFuture<Void> hangUp = CompletableFuture.runAsync(this::hangUp);
		boolean goesOn = connection.resume(2, this.nextLease);
		connection.close();
		reader.join();
		hangUp.join();
		assertThat(this.ends).hasValue(goesOn ? 1 : 0);
	}

	private void hangUp() {
		try {
			this.driver.hangUp();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static Thread reader() {
		List<Thread> readers = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("ray-task-runner-driver-connection"))
			.toList();
		assertThat(readers).hasSize(1);
		return readers.get(0);
	}

}
