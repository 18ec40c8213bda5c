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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.wire.CallFrame;
import io.github.raytaskrunner.wire.DriverAddress;
import io.github.raytaskrunner.wire.Message;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;

/**
 * One of the {@link SimulatedWorkers}. In their order, those whose tasks end first come
 * first. For use by one thread.
 */
final class SimulatedWorker implements Comparable<SimulatedWorker> {

	private static final int INPUT_BYTES = 4096;

	private static final byte[] VALUE = { 1 };

	private final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES);

	private final SocketChannel channel;

	private List<Attempt> attempts = List.of();

	private long end;

	private SimulatedWorker(SocketChannel channel) {
		this.channel = channel;
	}

	/**
	 * Connect to a driver.
	 * @param driver where it listens
	 * @param selector told when the worker has something to read
	 */
	static SimulatedWorker connect(DriverAddress driver, Selector selector) throws IOException {
		SocketChannel channel = SocketChannel.open(new InetSocketAddress(driver.host(), driver.port()));
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		SimulatedWorker worker = new SimulatedWorker(channel);
		worker.send(List.of(new ToDriver.Hello(ToDriver.Hello.VERSION, driver.token(), driver.host(), 1)));
		channel.configureBlocking(false);
		channel.register(selector, SelectionKey.OP_READ, worker);
		return worker;
	}

	/**
	 * Begin to serve a lease with what comes along with it.
	 */
	void begin(CallFrame lease) throws IOException {
		send(List.of(new ToDriver.Ready(lease.lease())));
		this.attempts = lease.batch().attempts();
	}

	/**
	 * Read what the driver says.
	 * @return whether the lease goes on
	 * @throws IOException if the connection has ended
	 */
	boolean read() throws IOException {
		if (this.channel.read(this.input) < 0) {
			this.channel.close();
			throw new IOException("The driver ended the connection");
		}
		boolean served = true;
		this.input.flip();
		while (this.input.remaining() >= Integer.BYTES
				&& this.input.remaining() - Integer.BYTES >= this.input.getInt(this.input.position())) {
			int size = this.input.getInt();
			ToWorker message = ToWorker.of(this.input.slice(this.input.position(), size));
			this.input.position(this.input.position() + size);
			if (message instanceof ToWorker.Run run) {
				this.attempts = run.batch().attempts();
			}
			else if (message instanceof ToWorker.End) {
				served = false;
			}
		}
		this.input.compact();
		return served;
	}

	boolean isBusy() {
		return !this.attempts.isEmpty();
	}

	int attempts() {
		return this.attempts.size();
	}

	void endAt(long end) {
		this.end = end;
	}

	long end() {
		return this.end;
	}

	boolean isDue(long now) {
		return now - this.end >= 0;
	}

	/**
	 * Say that all attempts have ended.
	 */
	void finish() throws IOException {
		List<ToDriver> messages = new ArrayList<>(this.attempts.size());
		for (Attempt attempt : this.attempts) {
			messages.add(new ToDriver.Event(new Finished(attempt.id(), new AttemptResult(false, 1, VALUE), 1)));
		}
		this.attempts = List.of();
		send(messages);
	}

	private void send(List<? extends ToDriver> messages) throws IOException {
		ByteBuffer bytes = Message.toBytes(messages);
		while (bytes.hasRemaining()) {
			this.channel.write(bytes);
		}
	}

	@Override
	public int compareTo(SimulatedWorker other) {
		return Long.signum(this.end - other.end);
	}

}
