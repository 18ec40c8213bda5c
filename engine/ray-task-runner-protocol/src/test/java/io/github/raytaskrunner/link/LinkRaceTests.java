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

package io.github.raytaskrunner.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two ends of a session whose connections break at random.
 */
class LinkRaceTests {

	private static final int SESSIONS = 2_000;

	/**
	 * Everything by chance and on one thread, so that a failure can be repeated.
	 */
	@Test
	void everyMessageArrivesOnceAndInOrderHoweverConnectionsBreak() {
		for (int seed = 0; seed < SESSIONS; seed++) {
			assertThat(new Simulation(new Random(seed)).run()).as("seed %d", seed).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void everyMessageArrivesOnceWhenManyThreadsSend(int senders) throws Exception {
		int messages = 20_000;
		ExecutorService executor = Executors.newCachedThreadPool();
		try {
			ThreadedEnd one = new ThreadedEnd();
			ThreadedEnd other = new ThreadedEnd();
			AtomicBoolean done = new AtomicBoolean();
			Future<?> cutter = executor.submit(() -> {
				Random random = new Random(1);
				while (!done.get()) {
					Pipe toOther = new Pipe(one, other, random.nextInt(500));
					Pipe toOne = new Pipe(other, one, random.nextInt(500));
					// as connections do it: none receives from an old one any more
					long receivedByOther = other.link.received();
					long receivedByOne = one.link.received();
					other.link.attach(toOne, receivedByOne);
					one.link.attach(toOther, receivedByOther);
					CountDownLatch ends = new CountDownLatch(2);
					executor.submit(() -> toOther.deliver(ends));
					executor.submit(() -> toOne.deliver(ends));
					ends.await();
				}
				return null;
			});
			List<Future<?>> sending = new ArrayList<>();
			for (ThreadedEnd end : List.of(one, other)) {
				for (int sender = 0; sender < senders; sender++) {
					int first = sender * messages;
					sending.add(executor.submit(() -> {
						for (int i = 0; i < messages; i++) {
							while (!end.link.awaitRoom(1, TimeUnit.SECONDS)) {
								assertThat(cutter).isNotDone();
							}
							end.link.send(Packet.of(first + i));
						}
						return null;
					}));
				}
			}
			for (Future<?> each : sending) {
				each.get(60, TimeUnit.SECONDS);
			}
			await().until(() -> one.size() == senders * messages && other.size() == senders * messages);
			done.set(true);
			cutter.get(10, TimeUnit.SECONDS);
			for (int sender = 0; sender < senders; sender++) {
				Integer[] expected = IntStream.range(sender * messages, (sender + 1) * messages)
					.boxed()
					.toArray(Integer[]::new);
				int first = expected[0];
				int last = expected[messages - 1];
				assertThat(one.arrived).filteredOn((content) -> content >= first && content <= last)
					.containsExactly(expected);
				assertThat(other.arrived).filteredOn((content) -> content >= first && content <= last)
					.containsExactly(expected);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	/**
	 * A session of a few dozen messages each way.
	 */
	private static final class Simulation {

		private static final int MESSAGES = 300;

		private static final int MAX_STEPS = 200_000;

		private final Random random;

		private final End one = new End();

		private final End other = new End();

		private Simulation(Random random) {
			this.random = random;
		}

		private boolean run() {
			connect();
			for (int step = 0; step < MAX_STEPS; step++) {
				switch (this.random.nextInt(20)) {
					case 0, 1, 2, 3, 4, 5 -> this.one.send();
					case 6, 7, 8, 9, 10, 11 -> this.other.send();
					case 12, 13, 14 -> this.one.receive(this.random.nextInt(40));
					case 15, 16, 17 -> this.other.receive(this.random.nextInt(40));
					case 18 -> {
						this.one.wire.room = this.random.nextInt(20);
						this.other.wire.room = this.random.nextInt(20);
						this.one.link.flush();
						this.other.link.flush();
					}
					default -> connect();
				}
				if (this.one.isComplete() && this.other.isComplete()) {
					return true;
				}
			}
			return false;
		}

		/**
		 * Break the connection, and lose what is under way. The end that answers may have
		 * got further than the end that asked will ever learn.
		 */
		private void connect() {
			Wire toOther = new Wire();
			Wire toOne = new Wire();
			long receivedByOne = this.one.link.received();
			if (this.random.nextBoolean()) {
				this.one.link.detach(this.one.wire);
			}
			long receivedByOther = this.other.link.received();
			this.other.attach(toOne, this.one, receivedByOne);
			if (this.random.nextInt(4) == 0) {
				// the answer is lost
				connect();
				return;
			}
			this.one.attach(toOther, this.other, receivedByOther);
		}

		private static final class End {

			private final Link<Packet> link = new Link<>(new Packet.PacketNumbering());

			private Wire wire = new Wire();

			private Queue<Packet> incoming = new ArrayDeque<>();

			private int sent;

			private int arrived;

			private void send() {
				if (this.sent < MESSAGES) {
					this.link.send(new Packet(0, 0, this.sent++, 50_000));
				}
			}

			private void attach(Wire wire, End target, long received) {
				this.wire = wire;
				target.incoming = wire.packets;
				this.link.attach(wire, received);
			}

			private void receive(int count) {
				for (int i = 0; i < count && !this.incoming.isEmpty(); i++) {
					Packet packet = this.incoming.remove();
					if (this.link.receive(packet.number(), packet.received(), packet.size())) {
						assertThat(packet.content()).isEqualTo(this.arrived++);
					}
				}
			}

			private boolean isComplete() {
				return this.arrived == MESSAGES;
			}

		}

	}

	private static final class Wire implements Sink<Packet> {

		private final Queue<Packet> packets = new ArrayDeque<>();

		private int room = 10;

		@Override
		public boolean isReady() {
			return this.room > 0;
		}

		@Override
		public void send(Packet packet) {
			this.room--;
			this.packets.add(packet);
		}

		@Override
		public void complete() {
			throw new UnsupportedOperationException();
		}

	}

	private static final class ThreadedEnd {

		private final Link<Packet> link = new Link<>(new Packet.PacketNumbering());

		private final List<Integer> arrived = new ArrayList<>();

		private synchronized void receive(Packet packet) {
			if (this.link.receive(packet.number(), packet.received(), packet.size())) {
				this.arrived.add(packet.content());
			}
		}

		private synchronized int size() {
			return this.arrived.size();
		}

	}

	/**
	 * One direction of a connection that breaks after some packets.
	 */
	private static final class Pipe implements Sink<Packet> {

		private final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>();

		private final ThreadedEnd target;

		private final ThreadedEnd source;

		private int life;

		private Pipe(ThreadedEnd source, ThreadedEnd target, int life) {
			this.source = source;
			this.target = target;
			this.life = life;
		}

		@Override
		public boolean isReady() {
			return this.packets.size() < 30;
		}

		@Override
		public void send(Packet packet) {
			this.packets.add(packet);
		}

		@Override
		public void complete() {
			throw new UnsupportedOperationException();
		}

		private void deliver(CountDownLatch end) {
			try {
				for (; this.life > 0; this.life--) {
					Packet packet = this.packets.poll(5, TimeUnit.MILLISECONDS);
					if (packet == null) {
						return;
					}
					this.target.receive(packet);
					this.source.link.flush();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				end.countDown();
			}
		}

	}

}
