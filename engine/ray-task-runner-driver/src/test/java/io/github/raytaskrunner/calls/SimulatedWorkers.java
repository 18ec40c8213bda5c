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

package io.github.raytaskrunner.calls;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.wire.Batch;
import io.github.raytaskrunner.wire.DriverAddress;
import io.github.raytaskrunner.wire.Message;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;

/**
 * Workers that speak the protocol and have nothing to run: one thread for all of them,
 * each with a connection of its own.
 */
final class SimulatedWorkers implements Closeable {

	private static final byte[] VALUE = { 1 };

	private final Selector selector = Selector.open();

	private final Queue<Lease> requested = new ConcurrentLinkedQueue<>();

	private final AtomicInteger leases = new AtomicInteger();

	private final DriverAddress driver;

	private volatile boolean closed;

	SimulatedWorkers(DriverAddress driver) throws IOException {
		this.driver = driver;
		Thread thread = new Thread(this::run, "simulated-workers");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Let another worker serve a lease.
	 */
	void begin(Lease lease) {
		this.leases.incrementAndGet();
		this.requested.add(lease);
		this.selector.wakeup();
	}

	int leases() {
		return this.leases.get();
	}

	private void run() {
		try {
			while (!this.closed) {
				this.selector.select(SimulatedWorkers::read);
				for (Lease lease = this.requested.poll(); lease != null; lease = this.requested.poll()) {
					connect(lease);
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("The workers died", ex);
		}
	}

	private void connect(Lease lease) throws IOException {
		SocketChannel channel = SocketChannel.open(new InetSocketAddress(this.driver.host(), this.driver.port()));
		send(channel, List.of(new ToDriver.Hello(ToDriver.Hello.VERSION, this.driver.token(), "127.0.0.1", 1),
				new ToDriver.Ready(lease.id())));
		send(channel, answers(lease.batch()));
		channel.configureBlocking(false);
		channel.register(this.selector, SelectionKey.OP_READ, ByteBuffer.allocate(4096));
	}

	private static void send(SocketChannel channel, List<? extends ToDriver> messages) throws IOException {
		ByteBuffer bytes = Message.toBytes(messages);
		while (bytes.hasRemaining()) {
			channel.write(bytes);
		}
	}

	private static void read(SelectionKey key) {
		ByteBuffer input = (ByteBuffer) key.attachment();
		SocketChannel channel = (SocketChannel) key.channel();
		try {
			if (channel.read(input) < 0) {
				channel.close();
				return;
			}
			input.flip();
			while (input.remaining() >= Integer.BYTES
					&& input.remaining() - Integer.BYTES >= input.getInt(input.position())) {
				int size = input.getInt();
				answer(channel, ToWorker.of(input.slice(input.position(), size)));
				input.position(input.position() + size);
			}
			input.compact();
		}
		catch (IOException ex) {
			key.cancel();
		}
	}

	private static void answer(SocketChannel channel, ToWorker message) throws IOException {
		if (message instanceof ToWorker.Run run) {
			send(channel, answers(run.batch()));
		}
	}

	private static List<ToDriver> answers(Batch batch) {
		return batch.attempts()
			.stream()
			.<ToDriver>map(
					(attempt) -> new ToDriver.Event(new Finished(attempt.id(), new AttemptResult(false, 1, VALUE), 1)))
			.toList();
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		for (SelectionKey key : this.selector.keys()) {
			key.channel().close();
		}
		this.selector.wakeup();
	}

}
