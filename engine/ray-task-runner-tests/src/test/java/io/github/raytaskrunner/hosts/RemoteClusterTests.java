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

import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import io.github.raytaskrunner.testsupport.network.RayOnHosts;
import io.github.raytaskrunner.testsupport.network.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application on a host without Ray, and what happens to its cluster, which is on
 * other hosts.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class RemoteClusterTests {

	private static final Duration CUT = Duration.ofSeconds(20);

	private static final Duration OUTAGE = Duration.ofSeconds(10);

	private static RemoteCluster cluster;

	@TempDir
	Path folder;

	@BeforeAll
	static void startCluster() {
		cluster = new RemoteCluster(RayVersions.NEWEST, null);
	}

	@AfterAll
	static void closeCluster() {
		if (cluster != null) {
			cluster.close();
		}
	}

	// ray#15336, ray#46771: how code and drivers reach a cluster that runs already
	@ParameterizedTest
	@CsvSource({ "http://head:8265, property", "head:6379, property", "ray://head:10001, environment" })
	void tasksRunOnBothNodes(String address, String source) throws Exception {
		boolean property = source.equals("property");
		try (RemoteApplication application = RemoteApplication
			.launch(cluster.application(), this.folder, property ? Map.of() : Map.of("RAY_ADDRESS", address),
					property ? new String[] { "--ray.address=" + address } : new String[0])
			.awaitUp()) {
			assertThat(Set.of(application.hold("one"), application.hold("other"))).containsExactlyInAnyOrder("head",
					"node");
			assertThat(cluster.application().processes()).extracting(LinuxProcesses::name).containsOnly("java");
			assertThatNobodySeesTheSecret(application.output());
			application.release("one");
			application.release("other");
			assertThat(List.of(application.awaitEnd("one"), application.awaitEnd("other")))
				.containsExactlyInAnyOrder("returned head", "returned node");
			assertThat(application.output()).contains("Ray " + RayVersions.NEWEST);
			assertThat(cluster.ray().jobs()).contains("\"application\": \"remote-program\"",
					"\"host\": \"" + cluster.application().name() + "\"");
		}
	}

	private static void assertThatNobodySeesTheSecret(String output) throws Exception {
		StringBuilder seen = new StringBuilder(output).append(cluster.ray().jobs());
		for (TestHost host : List.of(cluster.head(), cluster.node(), cluster.application())) {
			host.processes().forEach((pid) -> seen.append(LinuxProcesses.describe(pid)).append('\n'));
		}
		Set<String> digests = find("secret-sha256=([0-9a-f]{64})", seen);
		MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
		assertThat(digests).isNotEmpty();
		assertThat(find("(?<![0-9a-f])([0-9a-f]{64})(?![0-9a-f])", seen)).containsAll(digests)
			.noneMatch((word) -> digests.contains(HexFormat.of().formatHex(sha256.digest(word.getBytes()))));
	}

	private static Set<String> find(String pattern, CharSequence text) {
		return Pattern.compile(pattern)
			.matcher(text)
			.results()
			.map((result) -> result.group(1))
			.collect(Collectors.toSet());
	}

	@Test
	void driverListensOnAPortOfTheRange() {
		cluster.head().drop(cluster.application(), "1-8264");
		cluster.head().drop(cluster.application(), "8266-20100");
		cluster.head().drop(cluster.application(), "20104-65534");
		try (RemoteApplication application = launch("--ray.address=http://head:8265", "--ray.driver.port=20101-20103",
				"--ray.driver.bind-address=0.0.0.0", "--ray.driver.advertised-address=head")) {
			application.awaitUp().runTasks();
			cluster.head()
				.run(Map.of("PATH", "/usr/bin:/bin"), "bash", "-c",
						"for p in 20101 20102 20103; do (: < /dev/tcp/127.0.0.1/$p) 2>/dev/null && exit 0; done; exit 1");
		}
		finally {
			cluster.head().accept();
		}
	}

	// prefect#15539, prefect#21921: leaving killed a Ray that it had not started
	@Test
	void driverEndsWithItsApplicationAndTheClusterStays() {
		try (RemoteApplication application = launch("--ray.address=http://head:8265", "--ray.driver.lease=10s")) {
			application.awaitUp();
			assertThat(cluster.drivers()).hasSize(1);
			application.kill();
		}
		await().atMost(RemoteApplication.LIMIT).until(cluster::drivers, List::isEmpty);
		cluster.ray().awaitNodes(2);
	}

	// prefect#14099, prefect#18485: some seconds without network end the run
	@Test
	void cutLinkIsBridgedAndNothingRunsTwice() {
		try (RemoteApplication application = launch("--ray.address=http://head:8265").awaitUp()) {
			application.hold("before");
			application.hold("during");
			cluster.application().cut();
			application.command("hold after");
			application.release("during");
			elapse(CUT);
			cluster.application().restore();
			assertThat(application.awaitEnd("during")).startsWith("returned ");
			application.awaitStarts("after", 1);
			application.release("before");
			application.release("after");
			assertThat(application.awaitEnd("before")).startsWith("returned ");
			assertThat(application.awaitEnd("after")).startsWith("returned ");
			for (String task : List.of("before", "during", "after")) {
				assertThat(application.starts(task)).hasSize(1);
			}
		}
		finally {
			cluster.application().restore();
		}
	}

	@Test
	void killedDriverIsReplaced() {
		try (RemoteApplication application = launch("--ray.address=http://head:8265").awaitUp()) {
			application.hold("task");
			LinuxProcesses.kill(cluster.drivers().get(0));
			application.awaitStarts("task", 2);
			application.release("task");
			assertThat(application.awaitEnd("task")).startsWith("returned ");
			application.runTasks();
		}
	}

	@Test
	void driverOfAKilledNodeIsReplacedByAJob() {
		try (RemoteApplication application = RemoteApplication.launch(cluster.node(), this.folder, Map.of(),
				"--ray.address=auto")) {
			assertThat(application.awaitUp().output()).contains("driver as child process");
			cluster.ray().awaitNodes(2);
			application.hold("task");
			cluster.kill("raylet", cluster.node());
			application.awaitStarts("task", 2);
			application.release("task");
			assertThat(application.awaitEnd("task")).isEqualTo("returned head");
			assertThat(application.output()).contains("driver as Ray job");
		}
		finally {
			cluster.restartNode();
		}
	}

	@Test
	void applicationMayBeARayJobItself() {
		String output = cluster.ray()
			.runJob(String.join(" ", "echo count 20 |", "java", TestJvm.SHORT_LIVED, "-cp",
					System.getProperty("java.class.path"), RemoteProgram.class.getName(), "--folder=" + this.folder));
		assertThat(output).contains("driver as child process", "counted 20");
		cluster.ray().awaitNodes(2);
	}

	@Test
	void secondStartUploadsNothing() {
		String debug = "--logging.level.io.github.raytaskrunner.backend.ray.code=debug";
		try (RemoteApplication first = launch("--ray.address=http://head:8265")) {
			first.awaitUp();
		}
		try (RemoteApplication second = launch("--ray.address=http://head:8265", debug)) {
			assertThat(second.awaitUp().output()).contains("Ray has ").doesNotContain("Uploaded");
		}
	}

	@Test
	void stopsInTimeWhileItsLinkIsCut() {
		stopsInTime(cluster.application()::cut, cluster.application()::restore);
	}

	@Test
	void stopsInTimeWithoutItsDriver() {
		stopsInTime(() -> LinuxProcesses.kill(cluster.drivers().get(0)), () -> {
		});
	}

	@Test
	void stopsInTimeWithoutItsCluster() {
		stopsInTime(cluster::kill, cluster::restart);
	}

	private void stopsInTime(Runnable harm, Runnable repair) {
		try (RemoteApplication application = launch("--ray.address=http://head:8265", "--ray.driver.lease=5s")
			.awaitUp()) {
			application.hold("task");
			harm.run();
			assertThat(application.stop()).as(application::output).isLessThan(RemoteApplication.GRACE_PERIOD);
			assertThat(application.awaitEnd("task")).contains("CancelledException");
		}
		finally {
			repair.run();
			await().atMost(RemoteApplication.LIMIT).until(cluster::drivers, List::isEmpty);
		}
	}

	@Test
	void taskOfAKilledNodeRunsOnAnother() {
		try (RemoteApplication application = launch("--ray.address=http://head:8265").awaitUp()) {
			String onNode = application.hold("one").equals("node") ? "one" : "other";
			application.hold("other");
			String onHead = onNode.equals("one") ? "other" : "one";
			application.release(onHead);
			assertThat(application.awaitEnd(onHead)).isEqualTo("returned head");
			cluster.node().killProcesses();
			assertThat(application.awaitStarts(onNode, 2)).containsExactly("node", "head");
			application.release(onNode);
			assertThat(application.awaitEnd(onNode)).isEqualTo("returned head");
		}
		finally {
			cluster.restartNode();
		}
	}

	// ray#42945: a node without Java aborts
	@Test
	void nodeWithoutJavaThatJoinsLaterIsNamedAndDoesNoOtherHarm() {
		TestHost bare = cluster.network().addHost("bare", RayOnHosts.javas());
		try (RemoteApplication application = launch("--ray.address=http://head:8265").awaitUp()) {
			cluster.ray().startNode(bare, "--num-cpus=1");
			cluster.ray().awaitNodes(3);
			assertThat(application.awaitLine("has no Java")).contains("WARN", bare.address());
			LinuxProcesses.kill(cluster.drivers().get(0));
			application.awaitLine("Tasks can run again");
		}
		finally {
			cluster.ray().stopNode(bare);
			cluster.ray().awaitNodes(2);
		}
	}

	@Test
	void applicationOutlivesItsCluster() {
		try (RemoteApplication application = launch("--ray.address=http://head:8265", "--ray.driver.lease=5s")
			.awaitUp()) {
			application.hold("task");
			cluster.kill();
			try {
				application.awaitLine("Tasks cannot run");
				application.command("health");
				assertThat(application.awaitLine("DOWN {")).contains("http://head:8265");
				elapse(OUTAGE);
				application.command("health");
				assertThat(application.awaitLine("obstacle=")).contains("http://head:8265");
			}
			finally {
				cluster.start();
			}
			application.awaitStarts("task", 2);
			application.release("task");
			assertThat(application.awaitEnd("task")).startsWith("returned ");
			application.runTasks();
			application.command("health");
			application.awaitLine("UP {");
		}
	}

	private static void elapse(Duration duration) {
		await().pollDelay(duration).timeout(duration.plusSeconds(10)).until(() -> true);
	}

	private RemoteApplication launch(String... properties) {
		return RemoteApplication.launch(cluster.application(), this.folder, Map.of(), properties);
	}

}
