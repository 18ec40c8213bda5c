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

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.wire.Batch;
import io.github.raytaskrunner.wire.Message;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Workers, and others who connect where workers do.
 */
class WorkerServerTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final Queue<ToDriver> messages = new ConcurrentLinkedQueue<>();

	private final Queue<WorkerConnection> workers = new ConcurrentLinkedQueue<>();

	private final Queue<WorkerConnection> ended = new ConcurrentLinkedQueue<>();

	private final List<Socket> sockets = new ArrayList<>();

	private WorkerServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = new WorkerServer("127.0.0.1");
		this.server.start(new WorkerServer.Listener() {

			@Override
			public void received(WorkerConnection worker, List<ToDriver> messages) {
				WorkerServerTests.this.workers.add(worker);
				WorkerServerTests.this.messages.addAll(messages);
			}

			@Override
			public void ended(WorkerConnection worker) {
				WorkerServerTests.this.ended.add(worker);
			}

		});
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	@Test
	void listensToAWorkerAndTellsItWhatToCancel() throws IOException {
		Socket worker = worker();
		send(worker, new ToDriver.Ready(1));
		await().atMost(LIMIT).until(() -> this.messages.contains(new ToDriver.Ready(1)));
		this.workers.element().send(new ToWorker.Cancel(5));
		assertThat(receive(worker)).isEqualTo(new ToWorker.Cancel(5));
	}

	@Test
	void messagesMayComeByteAfterByteAndManyAtOnce() throws IOException {
		Socket worker = worker();
		List<ToDriver> sent = LongStream.range(0, 20).<ToDriver>mapToObj(ToDriver.Ready::new).toList();
		for (byte one : bytes(sent)) {
			worker.getOutputStream().write(one);
		}
		worker.getOutputStream().write(bytes(sent));
		await().atMost(LIMIT).until(() -> this.messages.size() == 40);
		assertThat(List.copyOf(this.messages).subList(0, 20)).isEqualTo(sent);
		assertThat(List.copyOf(this.messages).subList(20, 40)).isEqualTo(sent);
	}

	@Test
	void workerThatDoesNotReadKeepsNobodyWaiting() throws IOException {
		Socket slow = worker();
		send(slow, new ToDriver.Ready(1));
		await().atMost(LIMIT).until(() -> this.workers.size() == 1);
		Attempt large = TestAttempts.of(1, new byte[8 * 1024 * 1024]);
		for (int i = 0; i < 4; i++) {
			this.workers.element().send(new ToWorker.Run(1, new Batch(List.of(large), Map.of())));
		}
		send(worker(), new ToDriver.Ready(2));
		await().atMost(LIMIT).until(() -> this.messages.contains(new ToDriver.Ready(2)));
		for (int i = 0; i < 4; i++) {
			assertThat(receive(slow)).isInstanceOfSatisfying(ToWorker.Run.class,
					(run) -> assertThat(run.batch().attempts().get(0).task()).hasSameSizeAs(large.task()));
		}
	}

	@Test
	void largeMessageTakesLittleMemoryOutsideTheHeap() throws IOException {
		Socket worker = worker();
		send(worker, new ToDriver.Ready(1));
		await().atMost(LIMIT).until(() -> this.workers.size() == 1);
		long before = directMemory();
		Attempt large = TestAttempts.of(1, new byte[64 * 1024 * 1024]);
		this.workers.element().send(new ToWorker.Run(1, new Batch(List.of(large), Map.of())));
		assertThat(receive(worker)).isInstanceOfSatisfying(ToWorker.Run.class,
				(run) -> assertThat(run.batch().attempts().get(0).task()).hasSameSizeAs(large.task()));
		assertThat(directMemory() - before).isLessThan(8 * 1024 * 1024);
	}

	private static long directMemory() {
		return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
	}

	@Test
	void hangsUpOnAWorkerThatCannotBeToldAll() throws IOException {
		Socket worker = worker();
		send(worker, new ToDriver.Ready(1));
		await().atMost(LIMIT).until(() -> this.workers.size() == 1);
		this.workers.element().send(new ToWorker.Run(1, new Batch(new AbstractList<>() {

			@Override
			public Attempt get(int index) {
				throw new OutOfMemoryError("for the test");
			}

			@Override
			public int size() {
				return 1;
			}

		}, Map.of())));
		await().atMost(LIMIT).until(() -> this.ended.contains(this.workers.element()));
		assertThat(isHungUp(worker)).isTrue();
	}

	@Test
	void endOfAWorkerIsTold() throws IOException {
		Socket worker = worker();
		send(worker, new ToDriver.Ready(1));
		await().atMost(LIMIT).until(() -> this.workers.size() == 1);
		worker.close();
		await().atMost(LIMIT).until(() -> this.ended.contains(this.workers.element()));
	}

	@Test
	void whatNeedsALivingWorkerIsDoneOnceForEachOfItsAnswers() throws IOException {
		Socket worker = worker();
		send(worker, new ToDriver.Ready(1));
		await().atMost(LIMIT).until(() -> this.workers.size() == 1);
		Queue<String> done = new ConcurrentLinkedQueue<>();
		this.workers.element().whenAlive(() -> done.add("first"));
		this.workers.element().whenAlive(() -> done.add("second"));
		assertThat(receive(worker)).isEqualTo(new ToWorker.Ping());
		assertThat(receive(worker)).isEqualTo(new ToWorker.Ping());
		assertThat(done).isEmpty();
		send(worker, new ToDriver.Pong());
		await().atMost(LIMIT).untilAsserted(() -> assertThat(done).containsExactly("first"));
		worker.getOutputStream().write(bytes(List.of(new ToDriver.Pong(), new ToDriver.Pong(), new ToDriver.Ready(2))));
		await().atMost(LIMIT).until(() -> this.messages.contains(new ToDriver.Ready(2)));
		await().atMost(LIMIT).untilAsserted(() -> assertThat(done).containsExactly("first", "second"));
	}

	@Test
	void whatNeedsALivingWorkerIsNotDoneIfItDies() throws IOException {
		Socket worker = worker();
		send(worker, new ToDriver.Ready(1));
		await().atMost(LIMIT).until(() -> this.workers.size() == 1);
		Queue<String> done = new ConcurrentLinkedQueue<>();
		this.workers.element().whenAlive(() -> done.add("before"));
		worker.close();
		await().atMost(LIMIT).until(() -> this.ended.contains(this.workers.element()));
		this.workers.element().whenAlive(() -> done.add("after"));
		assertThat(done).isEmpty();
	}

	@Test
	void hangsUpOnAnotherVersionOfTheProtocol() throws IOException {
		Socket socket = connect();
		send(socket, new ToDriver.Hello(ToDriver.Hello.VERSION + 1, this.server.address().token(), "", 1));
		assertThat(isHungUp(socket)).isTrue();
		assertThat(this.messages).isEmpty();
	}

	@Test
	void hangsUpOnAMessageThatNoMemoryIsTakenFor() throws IOException {
		Socket worker = worker();
		worker.getOutputStream().write(new byte[] { 127, -1, -1, -1, 65 });
		assertThat(isHungUp(worker)).isTrue();
	}

	@Test
	void hangsUpOnAMessageThatIsTooShort() throws IOException {
		Socket worker = worker();
		worker.getOutputStream().write(new byte[] { 0, 0, 0, 3, 67, 0, 0 });
		assertThat(isHungUp(worker)).isTrue();
	}

	@Test
	void hangsUpOnAWrongToken() throws IOException {
		Socket socket = connect();
		send(socket, new ToDriver.Hello(ToDriver.Hello.VERSION, "0".repeat(64), "", 1));
		assertThat(isHungUp(socket)).isTrue();
		assertThat(this.messages).isEmpty();
	}

	@Test
	void hangsUpOnWhoSaysNothing() throws IOException {
		assertThat(isHungUp(connect())).isTrue();
	}

	@Test
	void hangsUpOnWhoSendsByteAfterByte() throws IOException {
		Socket socket = connect();
		await().atMost(LIMIT).pollInterval(Duration.ofMillis(300)).until(() -> {
			try {
				socket.getOutputStream().write(0);
				return false;
			}
			catch (IOException ex) {
				return true;
			}
		});
	}

	@Test
	void hangsUpOnAnUnknownReport() throws IOException {
		Socket worker = worker();
		worker.getOutputStream().write(new byte[] { 0, 0, 0, 9, 99, 0, 0, 0, 0, 0, 0, 0, 0 });
		assertThat(isHungUp(worker)).isTrue();
	}

	@Test
	void floodOfConnectionsTakesFewThreadsAndKeepsNoWorkerOut() throws IOException {
		for (int i = 0; i < 1_000; i++) {
			connect();
			if (i % 100 == 0) {
				ToDriver.Ready message = new ToDriver.Ready(i);
				send(worker(), message);
				await().atMost(LIMIT).until(() -> this.messages.contains(message));
			}
			assertThat(threads()).isOne();
		}
	}

	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("ray-driver-workers"))
			.count();
	}

	private Socket worker() throws IOException {
		Socket socket = connect();
		send(socket, new ToDriver.Hello(ToDriver.Hello.VERSION, this.server.address().token(), "127.0.0.1", 1));
		return socket;
	}

	private static void send(Socket socket, ToDriver message) throws IOException {
		socket.getOutputStream().write(bytes(List.of(message)));
	}

	private static byte[] bytes(List<ToDriver> messages) {
		ByteBuffer buffer = Message.toBytes(messages);
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(bytes);
		return bytes;
	}

	private static ToWorker receive(Socket socket) throws IOException {
		DataInputStream input = new DataInputStream(socket.getInputStream());
		byte[] message = new byte[input.readInt()];
		input.readFully(message);
		return ToWorker.of(ByteBuffer.wrap(message));
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.server.address().port());
		socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
		this.sockets.add(socket);
		return socket;
	}

	private static boolean isHungUp(Socket socket) {
		try {
			return socket.getInputStream().read() < 0;
		}
		catch (IOException ex) {
			return !(ex instanceof SocketTimeoutException);
		}
	}

}
