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
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.launch.DriverCommand;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.wire.Message;
import io.github.raytaskrunner.wire.ToDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a driver does with its node, and with those who have no business with it. After
 * each of them it serves its application.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class DriverSecurityTests {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private static TestDriver driver;

	private static long driverPid;

	private static DriverClient application;

	@BeforeAll
	static void start() throws IOException {
		driver = new TestDriver(1);
		driverPid = LinuxProcesses.descendants(ProcessHandle.current().pid())
			.stream()
			.filter((pid) -> LinuxProcesses.describe(pid).contains(DriverCommand.MAIN_CLASS))
			.findFirst()
			.orElseThrow();
		application = client(driver.secret());
		application.hello(driver.rayProperties(), LIMIT, 17, LIMIT);
	}

	@AfterAll
	static void stop() {
		if (application != null) {
			application.close();
		}
		if (driver != null) {
			driver.close();
		}
	}

	@AfterEach
	void driverStillServesItsApplication() {
		assertThat(application.fetch(1)).failsWithin(LIMIT)
			.withThrowableThat()
			.withMessageContaining("the driver has no such value");
	}

	private static DriverClient client(DriverSecret secret) {
		return new DriverClient(new DriverSockets(driver.endpoint(), null), secret, LIMIT, () -> false,
				new RecordingListener(), (cause) -> {
				});
	}

	@Test
	void takesNoRoomForACopyOfRaysNativeLibrary() throws IOException {
		try (Stream<String> mapped = Files.lines(Path.of("/proc", Long.toString(driverPid), "maps"))) {
			assertThat(mapped.filter((line) -> line.contains("core_worker_library"))).isNotEmpty()
				.allSatisfy((line) -> assertThat(line).contains("/session_"));
		}
	}

	@Test
	void refusesAWrongSecret() {
		try (DriverClient client = client(DriverSecret.random())) {
			assertThatExceptionOfType(DriverException.class)
				.isThrownBy(() -> client.hello(driver.rayProperties(), LIMIT, 17, LIMIT))
				.withMessageContaining("The driver's secret is missing or wrong");
		}
	}

	@Test
	void survivesAFloodOfConnectionsOnEveryPort() throws IOException {
		List<Socket> sockets = new ArrayList<>();
		try {
			for (InetSocketAddress address : LinuxProcesses.listeningSockets(List.of(driverPid))) {
				for (int i = 0; i < 1_000; i++) {
					sockets.add(new Socket(InetAddress.getLoopbackAddress(), address.getPort()));
				}
			}
			assertThat(LinuxProcesses.isAlive(driverPid)).isTrue();
		}
		finally {
			for (Socket socket : sockets) {
				socket.close();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100, 10_000_000 })
	void survivesGarbageOnEveryPort(int bytes) throws IOException {
		byte[] garbage = new byte[bytes];
		new Random(bytes).nextBytes(garbage);
		for (InetSocketAddress address : LinuxProcesses.listeningSockets(List.of(driverPid))) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
				socket.getOutputStream().write(garbage);
			}
			catch (IOException ex) {
				// hung up on
			}
		}
		assertThat(LinuxProcesses.isAlive(driverPid)).isTrue();
	}

	@Test
	void listensToNoWorkerWithoutTheToken() throws IOException {
		int before = refusedWorkers();
		for (InetSocketAddress address : LinuxProcesses.listeningSockets(List.of(driverPid))) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
				socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
				ByteBuffer messages = Message
					.toBytes(List.of(new ToDriver.Hello(ToDriver.Hello.VERSION, "0".repeat(64), "127.0.0.1", 1),
							new ToDriver.Event(new AttemptEvent.Started(1))));
				socket.getOutputStream().write(messages.array(), 0, messages.remaining());
				socket.getInputStream().readAllBytes();
			}
			catch (SocketException ex) {
				// hung up on
			}
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> refusedWorkers() == before + 1);
	}

	private static int refusedWorkers() throws IOException {
		return (int) driver.output().stream().filter((line) -> line.contains("does not have the token")).count();
	}

}
