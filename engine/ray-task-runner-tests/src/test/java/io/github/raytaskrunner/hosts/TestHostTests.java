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

package io.github.raytaskrunner.hosts;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.TestJvm;
import io.github.raytaskrunner.testsupport.network.TestHost;
import io.github.raytaskrunner.testsupport.network.TestNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the hosts that other tests run on.
 */
@Tag("slow")
class TestHostTests {

	private static final Map<String, String> PATH = Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");

	private static final Duration LIMIT = Duration.ofSeconds(20);

	@TempDir
	static Path folder;

	private static TestNetwork network;

	private static TestHost one;

	private static TestHost other;

	@BeforeAll
	static void createHosts() throws IOException {
		network = TestNetwork.create();
		one = network.addHost("one");
		other = network.addHost("other", Path.of(System.getProperty("java.home"), "bin", "java"), folder);
	}

	@AfterAll
	static void closeNetwork() {
		if (network != null) {
			network.close();
		}
	}

	@Test
	void hostsReachEachOtherByName() {
		try (Listener server = Listener.start(one, 4711)) {
			assertThat(server.isReachable(other)).isTrue();
			assertThat(server.isReachable(one)).isTrue();
		}
	}

	@Test
	void droppedPortAnswersNothingUntilItIsAccepted() {
		try (Listener server = Listener.start(one, 4711); Listener open = Listener.start(one, 4713)) {
			one.drop(other, "4711-4712");
			assertThat(server.isReachable(other)).isFalse();
			assertThat(server.isReachable(one)).isTrue();
			assertThat(open.isReachable(other)).isTrue();
			one.accept();
			assertThat(server.isReachable(other)).isTrue();
		}
	}

	@Test
	void cutLinkLetsPacketsVanishUntilItIsRestored() {
		try (Listener server = Listener.start(one, 4711)) {
			one.cut();
			assertThat(server.isReachable(other)).isFalse();
			one.restore();
			await().atMost(LIMIT).until(() -> server.isReachable(other));
		}
	}

	@Test
	void hostsSeeTheirOwnProcessesOnly() throws IOException {
		Process sleep = one.process(PATH, List.of("sleep", "1000")).start();
		try {
			await().atMost(LIMIT).until(() -> one.run(PATH, "ps", "ax").contains("sleep 1000"));
			assertThat(other.run(PATH, "ps", "ax")).doesNotContain("sleep 1000");
			one.killProcesses();
			await().atMost(LIMIT).until(() -> !sleep.isAlive());
			assertThat(one.run(PATH, "hostname")).isEqualTo("one\n");
		}
		finally {
			sleep.destroyForcibly();
		}
	}

	@Test
	void hostHasNothingOfWhatIsHidden() throws IOException {
		assertThat(one.run(PATH, System.getProperty("java.home") + "/bin/java", "-version")).contains("version");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> other.run(PATH, System.getProperty("java.home") + "/bin/java", "-version"))
			.withMessageContaining("denied");
	}

	@Test
	void everyProcessEndsWithItsNetwork() throws IOException {
		TestNetwork passing = TestNetwork.create();
		TestHost host = passing.addHost("host");
		Process sleep = host.process(PATH, List.of("sleep", "1000")).start();
		await().atMost(LIMIT).until(() -> host.run(PATH, "ps", "ax").contains("sleep 1000"));
		passing.close();
		await().atMost(LIMIT).until(() -> !sleep.isAlive());
		assertThat(LinuxProcesses.mentioning(host.directory())).isEmpty();
		assertThat(host.directory()).doesNotExist();
	}

	/**
	 * Something that listens.
	 */
	private record Listener(TestHost host, int port, TestJvm jvm) implements AutoCloseable {

		static Listener start(TestHost host, int port) {
			TestJvm jvm = TestJvm.of(Program.class)
				.on(host)
				.arguments(Integer.toString(port))
				.start(host.directory().resolve("listener-" + port + ".log"));
			jvm.awaitLine("up"::equals, LIMIT);
			return new Listener(host, port, jvm);
		}

		boolean isReachable(TestHost from) {
			String connect = "timeout 2 bash -c '< /dev/tcp/%s/%d' && echo reached || true".formatted(this.host.name(),
					this.port);
			return from.run(PATH, "bash", "-c", connect).contains("reached");
		}

		@Override
		public void close() {
			this.jvm.close();
		}

	}

	/**
	 * Program that listens on a port.
	 */
	public static final class Program {

		private Program() {
		}

		public static void main(String[] args) throws IOException {
			try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]))) {
				System.out.println("up");
				while (!server.isClosed()) {
					server.accept().close();
				}
			}
		}

	}

}
