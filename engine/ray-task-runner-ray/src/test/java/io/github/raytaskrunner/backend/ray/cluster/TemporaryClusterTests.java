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
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TemporaryCluster} with two clusters of one Ray side by side.
 */
@Tag("slow")
@RayInstallations
@ParameterizedClass
@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
class TemporaryClusterTests {

	private static final Path HOME_TOKEN = Path.of(System.getProperty("user.home"), ".ray", "auth_token");

	private static boolean hadHomeToken;

	private static TemporaryCluster cluster;

	private static TemporaryCluster neighbour;

	@Parameter
	private String version;

	@BeforeParameterizedClassInvocation
	static void start(String version) {
		hadHomeToken = Files.exists(HOME_TOKEN);
		cluster = TestClusters.start(version, TemporaryClusterTests::fail);
		try {
			neighbour = TestClusters.start(version, Map.of("num_cpus", 3, "resources", Map.of("licence", 1.0)),
					TemporaryClusterTests::fail);
		}
		catch (RuntimeException ex) {
			cluster.close();
			throw ex;
		}
	}

	@AfterParameterizedClassInvocation
	static void close() {
		neighbour.close();
		cluster.close();
	}

	private static void fail(String reason) {
		throw new AssertionError(reason);
	}

	@Test
	void tellsWhatItIs() {
		ClusterInfo info = cluster.info();
		assertThat(info.rayVersion()).isEqualTo(this.version);
		assertThat(info.nodeIp()).isEqualTo("127.0.0.1");
		assertThat(info.gcsAddress()).startsWith("127.0.0.1:");
		assertThat(info.cpus()).isEqualTo(2);
		assertThat(info.rayDistJar()).isRegularFile();
		assertThat(info.sessionDirectory()).isDirectory().startsWith(cluster.directory());
		assertThat(info.logDirectory()).isDirectory().startsWith(cluster.directory());
		assertThat(TestClusters.get(info, "/api/version").body()).contains(this.version);
		assertThat(cluster.localNode().gcsAddress()).isEqualTo(info.gcsAddress());
		assertThat(cluster.localNode().environment()).containsEntry("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0");
	}

	@Test
	void listensOnLoopbackOnly() {
		assertThat(LinuxProcesses.listeningSockets(TestClusters.processes(cluster))).hasSizeGreaterThan(5)
			.allMatch(TemporaryClusterTests::isLoopback);
		assertThat(LinuxProcesses.listeningSockets(TestClusters.processes(neighbour))).hasSizeGreaterThan(5)
			.allMatch(TemporaryClusterTests::isLoopback);
	}

	@Test
	void portsThatAnOldRayFindsFreeAreNoneThatConnectionsGet() throws IOException {
		Path ports = cluster.info().sessionDirectory().resolve("ports_by_node.json");
		if (this.version.equals(RayVersions.OLDEST)) {
			assertThat(Pattern.compile(": (\\d+)").matcher(Files.readString(ports)).results()).hasSizeGreaterThan(3)
				.allSatisfy((port) -> assertThat(Integer.parseInt(port.group(1))).isBetween(20_000, 32_767));
		}
		else {
			assertThat(ports).doesNotExist();
		}
	}

	private static boolean isLoopback(InetSocketAddress socket) {
		return socket.getAddress().isLoopbackAddress();
	}

	@Test
	void belongsToThisUserAlone() throws IOException {
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.directory())))
			.isEqualTo("rwx------");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.directory().resolve("token"))))
			.isEqualTo("rw-------");
	}

	@Test
	void asksForItsOwnTokenWhereRayKnowsTokens() throws IOException {
		ClusterInfo info = cluster.info();
		if (this.version.equals(RayVersions.OLDEST)) {
			assertThat(info.tokenFile()).isNull();
			assertThat(cluster.localNode().environment()).doesNotContainKey("RAY_AUTH_MODE");
		}
		else {
			assertThat(TestClusters.get(info, "/api/jobs/").statusCode()).isEqualTo(200);
			assertThat(TestClusters.getWithoutToken(info, "/api/jobs/").statusCode()).isEqualTo(401);
			assertThat(info.tokenFile()).isNotNull();
			assertThat(cluster.localNode().environment()).containsEntry("RAY_AUTH_MODE", "token")
				.containsEntry("RAY_AUTH_TOKEN_PATH", info.tokenFile().toString());
			assertThat(Files.readString(info.tokenFile()))
				.isNotEqualTo(Files.readString(neighbour.directory().resolve("token")));
		}
		assertThat(Files.exists(HOME_TOKEN)).isEqualTo(hadHomeToken);
	}

	@Test
	void runsJobsThatKnowTheirCluster() {
		for (TemporaryCluster each : List.of(cluster, neighbour)) {
			String job = TestClusters.submitJob(each.info(), "echo address=$RAY_ADDRESS");
			await().atMost(Duration.ofSeconds(30))
				.pollInterval(Duration.ofMillis(200))
				.until(() -> TestClusters.get(each.info(), "/api/jobs/" + job).body().contains("SUCCEEDED"));
			assertThat(TestClusters.get(each.info(), "/api/jobs/" + job + "/logs").body())
				.contains("address=" + each.info().gcsAddress());
		}
	}

	@Test
	void closeLeavesNothingOfItAndEverythingOfOthers() {
		List<Long> processes;
		Path directory;
		try (TemporaryCluster third = TestClusters.start(this.version, TemporaryClusterTests::fail)) {
			TestClusters.submitJob(third.info(), "setsid sleep 600 & sleep 600");
			await().atMost(Duration.ofSeconds(30)).until(() -> countSleeping(third) == 2);
			processes = TestClusters.processes(third);
			directory = third.directory();
		}
		assertThat(processes).hasSizeGreaterThan(5).noneMatch(LinuxProcesses::isAlive);
		assertThat(LinuxProcesses.mentioning(directory)).isEmpty();
		assertThat(directory).doesNotExist();
		assertThat(TestClusters.get(cluster.info(), "/nodes?view=summary").body()).contains("ALIVE");
		assertThat(TestClusters.get(neighbour.info(), "/nodes?view=summary").body()).contains("ALIVE");
	}

	private static long countSleeping(TemporaryCluster cluster) {
		return TestClusters.processes(cluster)
			.stream()
			.map(LinuxProcesses::describe)
			.filter((process) -> process.matches("\\d+ sleep sleep 600 *"))
			.count();
	}

	@Test
	void passesArgumentsToRay() {
		assertThat(neighbour.info().cpus()).isEqualTo(3);
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(TestClusters.get(neighbour.info(), "/api/cluster_status").body())
				.contains("licence"));
	}

}
