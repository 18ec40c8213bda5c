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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.protocol.ClientMessage;
import io.grpc.stub.ClientCallStreamObserver;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Writes messages to a driver in order, no faster than the driver takes them, and a
 * message to keep its lease alive when there is nothing to say. What waits here is
 * bounded by what the scheduler has in flight.
 */
final class MessageWriter {

	private static final Log logger = LogFactory.getLog(MessageWriter.class);

	private static final long FINISH_TIMEOUT_MILLIS = 1_000;

	private final ClientCallStreamObserver<ClientMessage> stream;

	private final Duration keepAlivePeriod;

	private final ClientMessage keepAlive;

	private final BlockingQueue<Iterable<ClientMessage>> queue = new LinkedBlockingQueue<>();

	private final Semaphore ready = new Semaphore(0);

	private final Thread thread = new Thread(this::run, "ray-driver-writer");

	private volatile boolean finishing;

	MessageWriter(ClientCallStreamObserver<ClientMessage> stream, Duration keepAlivePeriod, ClientMessage keepAlive) {
		this.stream = stream;
		this.keepAlivePeriod = keepAlivePeriod;
		this.keepAlive = keepAlive;
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Write messages, later and in order.
	 */
	void write(Iterable<ClientMessage> messages) {
		this.queue.add(messages);
	}

	/**
	 * Wake the writer up: the stream may take messages again.
	 */
	void ready() {
		this.ready.release();
	}

	/**
	 * Write what waits, then end the stream.
	 */
	void finish() {
		this.finishing = true;
		write(List.of());
		try {
			this.thread.join(FINISH_TIMEOUT_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		close();
	}

	void close() {
		this.thread.interrupt();
	}

	private void run() {
		try {
			while (!this.finishing || !this.queue.isEmpty()) {
				Iterable<ClientMessage> messages = this.queue.poll(this.keepAlivePeriod.toMillis(),
						TimeUnit.MILLISECONDS);
				for (ClientMessage message : (messages != null) ? messages : List.of(this.keepAlive)) {
					awaitReady();
					this.stream.onNext(message);
				}
			}
			this.stream.onCompleted();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException ex) {
			// the observer of the stream learns why it ended
			logger.debug("The stream to the driver ended", ex);
		}
	}

	private void awaitReady() throws InterruptedException {
		while (!this.stream.isReady()) {
			this.ready.tryAcquire(1, TimeUnit.SECONDS);
		}
	}

}
