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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TemporaryCluster} of which a process is killed.
 */
@Tag("slow")
@RayInstallations
@ParameterizedClass
@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
class TemporaryClusterDeathTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final List<String> deaths = new CopyOnWriteArrayList<>();

	@Parameter
	private String version;

	@ParameterizedTest
	@ValueSource(strings = { "gcs_server", "raylet" })
	void killedHeadIsReportedAndNothingOfItIsLeft(String name) {
		try (TemporaryCluster cluster = TestClusters.start(this.version, this.deaths::add)) {
			long owner = TestClusters.owner(cluster);
			List<Long> processes = LinuxProcesses.descendants(owner);
			long victim = TestClusters.process(cluster, name);
			LinuxProcesses.kill(victim);
			await().atMost(LIMIT).until(() -> !this.deaths.isEmpty());
			assertThat(this.deaths).singleElement()
				.asString()
				.contains("Ray's %s (pid %d) died".formatted(name, victim))
				.contains("logs: " + cluster.info().logDirectory());
			await().atMost(LIMIT).untilAsserted(() -> assertThat(processes).noneMatch(LinuxProcesses::isAlive));
			assertThat(cluster.info().logDirectory()).isDirectory();
			cluster.close();
			assertThat(LinuxProcesses.mentioning(cluster.directory())).isEmpty();
			assertThat(cluster.directory()).doesNotExist();
		}
		assertThat(this.deaths).hasSize(1);
	}

	@Test
	void killedOwnerIsReportedAndNothingOfItIsLeft() {
		try (TemporaryCluster cluster = TestClusters.start(this.version, this.deaths::add)) {
			List<Long> processes = TestClusters.processes(cluster);
			LinuxProcesses.kill(TestClusters.owner(cluster));
			await().atMost(LIMIT).until(() -> !this.deaths.isEmpty());
			assertThat(this.deaths).singleElement().asString().contains("the process that owns it");
			await().atMost(LIMIT).untilAsserted(() -> {
				assertThat(processes).noneMatch(LinuxProcesses::isAlive);
				assertThat(LinuxProcesses.mentioning(cluster.directory())).isEmpty();
			});
			cluster.close();
			assertThat(cluster.directory()).doesNotExist();
		}
		assertThat(this.deaths).hasSize(1);
	}

	@Test
	void killedApplicationLeavesNothing(@TempDir Path folder) throws IOException {
		Path home = Files.createDirectory(folder.resolve("home"));
		Path foreignToken = Files.createDirectory(home.resolve(".ray")).resolve("auth_token");
		Files.writeString(foreignToken, "the token of another cluster");
		try (TestJvm application = TestJvm.of(ClusterHolder.class)
			.arguments(RayTestInstallation.version(this.version).toString())
			.environment("HOME", home.toString())
			.environment("RAY_ADDRESS", "127.0.0.1:1")
			.start(folder.resolve("output"))) {
			String up = application.awaitLine((line) -> line.startsWith(ClusterHolder.UP), TestClusters.START_TIMEOUT);
			Path directory = Path.of(up.substring(ClusterHolder.UP.length()));
			List<Long> processes = LinuxProcesses.descendants(application.process().pid());
			assertThat(processes).hasSizeGreaterThan(5);
			application.kill();
			await().atMost(LIMIT).untilAsserted(() -> {
				assertThat(processes).noneMatch(LinuxProcesses::isAlive);
				assertThat(LinuxProcesses.mentioning(directory)).isEmpty();
				assertThat(directory).doesNotExist();
			});
			assertThat(application.output()).as("the application's console").containsExactly(up);
		}
		assertThat(foreignToken).hasContent("the token of another cluster");
	}

}
