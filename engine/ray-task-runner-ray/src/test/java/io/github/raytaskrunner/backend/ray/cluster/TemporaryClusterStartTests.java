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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TemporaryCluster} that does not start.
 */
class TemporaryClusterStartTests {

	private final List<String> deaths = new ArrayList<>();

	private Set<ProcessHandle> processesBefore;

	@BeforeEach
	void lookAtProcesses() {
		this.processesBefore = ProcessHandle.current().descendants().collect(Collectors.toSet());
	}

	@AfterEach
	void leavesNothing() {
		assertThat(this.processesBefore).containsAll(ProcessHandle.current().descendants().toList());
		assertThat(Thread.getAllStackTraces().keySet())
			.noneMatch((thread) -> thread.getName().startsWith("ray-cluster-"));
		assertThat(this.deaths).isEmpty();
	}

	@Test
	void tellsTheLastWordsOfPython(@TempDir Path folder) throws IOException {
		Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\necho no such module >&2\nexit 3\n");
		Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
		assertThatExceptionOfType(ClusterStartException.class)
			.isThrownBy(() -> start(new RayInstallation(python), Map.of(), Duration.ofSeconds(30)))
			.withMessageContaining(python.toString())
			.withMessageContaining("no such module");
	}

	@ParameterizedTest
	@CsvSource({ "address already in use, 2", "Address already in use, 2", "no such module, 1" })
	void isTriedOnceMoreIfAPortIsTaken(String lastWords, int starts, @TempDir Path folder) throws IOException {
		Path python = Files.writeString(folder.resolve("python"),
				"#!/bin/sh\necho start >>%s/starts\necho %s >&2\nexit 3\n".formatted(folder, lastWords));
		Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
		RayClusters clusters = new TemporaryClusters(new RayInstallation(python), Map.of(),
				Path.of(System.getProperty("java.home")));
		assertThatExceptionOfType(ClusterStartException.class)
			.isThrownBy(() -> clusters.open(Duration.ofSeconds(30), this.deaths::add))
			.withMessageContaining(lastWords);
		assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(starts);
	}

	@Test
	void tellsThatPythonDoesNotStart(@TempDir Path folder) {
		Path python = folder.resolve("python");
		assertThatExceptionOfType(ClusterStartException.class)
			.isThrownBy(() -> start(new RayInstallation(python), Map.of(), Duration.ofSeconds(30)))
			.withMessageContaining(python.toString());
	}

	@Test
	void tellsThatItIsNotUpInTime(@TempDir Path folder) throws IOException {
		Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\ncat >/dev/null\n");
		Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
		assertThatExceptionOfType(ClusterStartException.class)
			.isThrownBy(() -> start(new RayInstallation(python), Map.of(), Duration.ofMillis(200)))
			.withMessageContaining("not up after PT0.2S");
	}

	@Test
	@Tag("slow")
	@RayInstallations(RayVersions.NEWEST)
	void leavesNothingWhenTimeIsUpInTheMidst() {
		assertThatExceptionOfType(ClusterStartException.class)
			.isThrownBy(() -> start(TestClusters.installation(RayVersions.NEWEST), Map.of(), Duration.ofSeconds(2)))
			.withMessageContaining("not up after PT2S");
	}

	@Test
	@Tag("slow")
	@RayInstallations(RayVersions.NEWEST)
	void leavesNoChildOfAProcessWhoseFirstThreadHasEnded(@TempDir Path folder) throws IOException {
		RayInstallation installation = installation(folder, """
				import subprocess, sys, time
				parent = subprocess.Popen([sys.executable, "-c", '''
				import ctypes, subprocess, threading, time
				threading.Thread(target=time.sleep, args=(600,)).start()
				with open("%1$s/child", "w") as file:
				    file.write(str(subprocess.Popen(["sleep", "600"]).pid))
				ctypes.CDLL(None).pthread_exit(None)
				'''])
				while ") Z " not in open(f"/proc/{parent.pid}/stat").read():
				    time.sleep(0.01)
				raise OSError("no real Ray")
				""".formatted(folder));
		assertThatExceptionOfType(ClusterStartException.class)
			.isThrownBy(() -> start(installation, Map.of(), Duration.ofMinutes(1)))
			.withMessageContaining("no real Ray");
		long child = Long.parseLong(Files.readString(folder.resolve("child")));
		assertThat(LinuxProcesses.isAlive(child)).isFalse();
	}

	@Test
	@Tag("slow")
	@RayInstallations(RayVersions.NEWEST)
	void keepsTemporaryFilesOfRaysProcessesInItsDirectory(@TempDir Path folder) throws IOException {
		RayInstallation installation = installation(folder, """
				import tempfile
				raise OSError("temporary files are in " + tempfile.gettempdir())
				""");
		assertThatExceptionOfType(ClusterStartException.class)
			.isThrownBy(() -> start(installation, Map.of(), Duration.ofMinutes(1)))
			.withMessageMatching("(?s).*temporary files are in \\S*/rtr-.*");
	}

	private static RayInstallation installation(Path folder, String ray) throws IOException {
		Files.writeString(Files.createDirectory(folder.resolve("ray")).resolve("__init__.py"), ray);
		Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\nPYTHONPATH=%s exec %s \"$@\"\n"
			.formatted(folder, TestClusters.installation(RayVersions.NEWEST).python()));
		Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
		return new RayInstallation(python);
	}

	@Tag("slow")
	@RayInstallations
	@ParameterizedTest
	@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
	void tellsWhatRaySaysOfAnUnknownArgument(String version) {
		assertThatExceptionOfType(ClusterStartException.class)
			.isThrownBy(() -> start(TestClusters.installation(version), Map.of("num_cpuz", 2), Duration.ofMinutes(1)))
			.withMessageContaining("Unknown keyword argument(s): num_cpuz")
			.withMessageNotContaining("Traceback");
	}

	private void start(RayInstallation installation, Map<String, Object> arguments, Duration timeout) {
		TemporaryCluster.start(installation, arguments, TestClusters.javaHome(), timeout, this.deaths::add).close();
	}

}
