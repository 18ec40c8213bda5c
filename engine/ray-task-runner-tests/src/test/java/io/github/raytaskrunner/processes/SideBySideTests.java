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

package io.github.raytaskrunner.processes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.raytaskrunner.backend.ray.cluster.RayInstallation;
import io.github.raytaskrunner.backend.ray.cluster.TemporaryCluster;
import io.github.raytaskrunner.processes.RunningApplication.Remains;
import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two applications, one of them with its driver as a Ray job, and a Ray that somebody
 * else started, on one machine.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class SideBySideTests {

	private final List<String> deaths = new CopyOnWriteArrayList<>();

	@TempDir
	private Path folder;

	// prefect#15539, prefect#21921: leaving killed workers, or a Ray that it had not
	// started
	@Test
	void applicationsListenOnLoopbackOnlyAndEndWithoutDisturbingEachOther() throws IOException {
		try (TemporaryCluster foreign = startForeignRay();
				RunningApplication one = launch("one", "job");
				RunningApplication other = launch("other", "child")) {
			List<Long> foreignProcesses = LinuxProcesses.mentioning(foreign.directory())
				.stream()
				.map((process) -> Long.parseLong(process.substring(0, process.indexOf(' '))))
				.toList();
			one.awaitUp().hold("first");
			other.awaitUp().hold("first");
			one.hold("second");
			other.hold("second");
			listensOnLoopbackOnly(one);
			listensOnLoopbackOnly(other);

			Remains ofOne = one.remains();
			one.release("first");
			assertThat(one.awaitEnd("first")).isEqualTo("Completed value");
			assertThat(one.closeContext()).isLessThan(Duration.ofSeconds(10));
			ofOne.areGone();

			other.release("first");
			assertThat(other.awaitEnd("first")).isEqualTo("Completed value");
			other.hold("third");
			Remains ofOther = other.remains();
			other.jvm().kill();
			ofOther.awaitGone();

			assertThat(foreignProcesses).hasSizeGreaterThan(5).allMatch(LinuxProcesses::isAlive);
		}
		assertThat(this.deaths).isEmpty();
	}

	private TemporaryCluster startForeignRay() {
		RayInstallation installation = RayInstallation.find(RayTestInstallation.version(RayVersions.NEWEST), null)
			.orElseThrow();
		return TemporaryCluster.start(installation, Map.of("num_cpus", 1), Path.of(System.getProperty("java.home")),
				RunningApplication.LIMIT, this.deaths::add);
	}

	private RunningApplication launch(String name, String driverLaunch) throws IOException {
		return RunningApplication.launch(RayVersions.NEWEST, Files.createDirectory(this.folder.resolve(name)),
				"--ray.driver.launch=" + driverLaunch);
	}

	private static void listensOnLoopbackOnly(RunningApplication application) {
		assertThat(LinuxProcesses.listeningSockets(List.of(application.driver()))).hasSizeGreaterThanOrEqualTo(2);
		assertThat(application.listeningSockets()).hasSizeGreaterThan(8).allMatch(SideBySideTests::isLoopback);
	}

	private static boolean isLoopback(InetSocketAddress socket) {
		return socket.getAddress().isLoopbackAddress();
	}

}
