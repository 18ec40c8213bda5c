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
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.raytaskrunner.worker.Report;
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

	private final Queue<Report> reports = new ConcurrentLinkedQueue<>();

	private final List<Socket> sockets = new ArrayList<>();

	private WorkerServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = new WorkerServer("127.0.0.1");
		this.server.start((worker, report) -> this.reports.add(report));
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
		new Report.Started(1).writeTo(new DataOutputStream(worker.getOutputStream()));
		await().atMost(LIMIT).until(() -> this.reports.contains(new Report.Started(1)));
		this.server.cancel(5);
		assertThat(new DataInputStream(worker.getInputStream()).readLong()).isEqualTo(5);
	}

	@Test
	void hangsUpOnAWrongToken() throws IOException {
		Socket socket = connect();
		DataOutputStream output = new DataOutputStream(socket.getOutputStream());
		output.writeUTF("0".repeat(64));
		assertThat(isHungUp(socket)).isTrue();
		assertThat(this.reports).isEmpty();
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
		worker.getOutputStream().write(new byte[] { 99, 0, 0, 0, 0, 0, 0, 0, 0 });
		assertThat(isHungUp(worker)).isTrue();
	}

	@Test
	void floodOfConnectionsTakesFewThreadsAndKeepsNoWorkerOut() throws IOException {
		for (int i = 0; i < 1_000; i++) {
			connect();
			if (i % 100 == 0) {
				new Report.Started(i).writeTo(new DataOutputStream(worker().getOutputStream()));
				long attempt = i;
				await().atMost(LIMIT).until(() -> this.reports.contains(new Report.Started(attempt)));
			}
			assertThat(threads()).isLessThan(Handshakes.MAX_PENDING + 50);
		}
	}

	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("ray-driver-worker-reports"))
			.count();
	}

	private Socket worker() throws IOException {
		Socket socket = connect();
		new DataOutputStream(socket.getOutputStream()).writeUTF(this.server.address().token());
		return socket;
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
