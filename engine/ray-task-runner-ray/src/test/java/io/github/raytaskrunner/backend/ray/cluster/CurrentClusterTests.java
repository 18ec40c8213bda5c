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

package io.github.raytaskrunner.backend.ray.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class CurrentClusterTests {

	@TempDir
	private Path folder;

	@Test
	void isThatOfTheEnvironment() {
		assertThat(cluster("RAY_ADDRESS", " head:6379 ").ofEnvironment()).contains("head:6379");
		assertThat(cluster("RAY_ADDRESS", "auto").ofEnvironment()).isEmpty();
		assertThat(cluster("RAY_ADDRESS", " ").ofEnvironment()).isEmpty();
		assertThat(cluster("OTHER", "head:6379").ofEnvironment()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "RAY_TMPDIR", "TMPDIR" })
	void isTheOneThatWasStartedLast(String variable) throws IOException {
		try (ServerSocket head = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			record("127.0.0.1:" + head.getLocalPort() + "\n");
			assertThat(cluster(variable, this.folder.toString()).ofThisMachine())
				.contains("127.0.0.1:" + head.getLocalPort());
		}
	}

	@Test
	void isNoneIfItRunsNoMore(CapturedOutput output) throws IOException {
		String address;
		try (ServerSocket head = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			address = "127.0.0.1:" + head.getLocalPort();
		}
		record(address);
		assertThat(cluster("RAY_TMPDIR", this.folder.toString()).ofThisMachine()).isEmpty();
		assertThat(output).contains("No Ray cluster listens at " + address + " any more");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "host:port", ":", "" })
	void isNoneIfTheRecordIsNone(String record) throws IOException {
		record(record);
		assertThat(cluster("RAY_TMPDIR", this.folder.toString()).ofThisMachine()).isEmpty();
	}

	@Test
	void mayBeNone() {
		assertThat(cluster("RAY_TMPDIR", this.folder.toString()).ofThisMachine()).isEmpty();
	}

	private static CurrentCluster cluster(String variable, String value) {
		return new CurrentCluster(Map.of(variable, value)::get);
	}

	private void record(String address) throws IOException {
		Files.writeString(Files.createDirectory(this.folder.resolve("ray")).resolve("ray_current_cluster"), address);
	}

}
