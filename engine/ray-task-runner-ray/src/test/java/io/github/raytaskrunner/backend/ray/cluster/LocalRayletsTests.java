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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LocalRaylets}, with processes that look like nodes of Ray.
 */
@EnabledOnOs(OS.LINUX)
class LocalRayletsTests {

	private static final Path SET_USER = Path.of("/usr/bin/setpriv");

	private static final String GCS = "127.0.0.1:1";

	private final List<Process> processes = new ArrayList<>();

	@TempDir
	private Path folder;

	private Path raylet;

	@BeforeEach
	void install() throws IOException {
		Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwxr-xr-x"));
		Files.createFile(Files.createDirectory(this.folder.resolve("jars")).resolve("ray_dist.jar"));
		Files.createDirectory(session());
		this.raylet = this.folder.resolve("core/src/ray/raylet/raylet");
		Files.createDirectories(this.raylet.getParent());
		Files.copy(Path.of("/bin/bash").toRealPath(), this.raylet, StandardCopyOption.COPY_ATTRIBUTES);
	}

	private Path session() {
		return this.folder.resolve("session");
	}

	@AfterEach
	void stop() throws InterruptedException {
		for (Process process : this.processes) {
			process.destroyForcibly().waitFor();
		}
	}

	@Test
	void findsANodeOfTheCluster() throws IOException {
		start();
		LocalNode node = LocalRaylets.find("localhost:1").orElseThrow();
		assertThat(node.gcsAddress()).isEqualTo(GCS);
		assertThat(node.ip()).isEqualTo("127.0.0.5");
		assertThat(node.rayDistJar()).isEqualTo(this.folder.resolve("jars/ray_dist.jar"));
		assertThat(node.sessionDirectory()).isEqualTo(session());
		assertThat(node.environment()).doesNotContainKeys("RAY_ADDRESS", "PATH");
	}

	@Test
	void nodeOfAnotherClusterIsNone() throws IOException {
		start();
		assertThat(LocalRaylets.find("127.0.0.1:2")).isEmpty();
		assertThat(LocalRaylets.find("127.0.0.2:1")).isEmpty();
	}

	@Test
	void nodeWithoutJavaIsNone() throws IOException {
		Files.delete(this.folder.resolve("jars/ray_dist.jar"));
		start();
		assertThat(LocalRaylets.find(GCS)).isEmpty();
	}

	@Test
	void nodeWhoseFilesAreElsewhereIsNone() throws IOException {
		Files.delete(session());
		start();
		assertThat(LocalRaylets.find(GCS)).isEmpty();
	}

	@Test
	void nodeOfAnotherUserIsNone() throws IOException {
		assumeThat(System.getProperty("user.name")).as("only root starts processes of others").isEqualTo("root");
		assumeThat(SET_USER).isExecutable();
		start(SET_USER.toString(), "--reuid=65534", "--regid=65534", "--clear-groups");
		assertThat(LocalRaylets.find(GCS)).isEmpty();
	}

	private void start(String... prefix) throws IOException {
		List<String> command = new ArrayList<>(List.of(prefix));
		command.addAll(List.of(this.raylet.toString(), "-c", "read -r line", "raylet", "--node_ip_address=127.0.0.5",
				"--gcs-address=" + GCS, "--session_dir=" + session()));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().put("RAY_ADDRESS", "elsewhere:1");
		Process process = builder.start();
		this.processes.add(process);
		Path executable = Path.of("/proc", Long.toString(process.pid()), "exe");
		await().atMost(Duration.ofSeconds(10)).until(() -> Files.readSymbolicLink(executable).equals(this.raylet));
	}

}
