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

package io.github.raytaskrunner.backend.ray.dashboard;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.raytaskrunner.backend.ray.cluster.RayInstallation;
import io.github.raytaskrunner.backend.ray.cluster.TemporaryCluster;
import io.github.raytaskrunner.backend.ray.code.ApplicationClassPath;
import io.github.raytaskrunner.backend.ray.code.CodePackage;
import io.github.raytaskrunner.backend.ray.code.CodePackages;
import io.github.raytaskrunner.backend.ray.code.DriverClassPath;
import io.github.raytaskrunner.backend.ray.code.DriverPackage;
import io.github.raytaskrunner.backend.ray.code.PackageStore;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DashboardClient} and {@link PackageStore} with a real dashboard.
 */
@Tag("slow")
@RayInstallations
@ParameterizedClass
@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
class DashboardClientClusterTests {

	private static final Duration TIMEOUT = Duration.ofMinutes(3);

	private static TemporaryCluster cluster;

	private static DashboardClient client;

	@Parameter
	private String version;

	@TempDir
	private Path directory;

	@BeforeParameterizedClassInvocation
	static void start(String version) {
		RayInstallation installation = RayInstallation.find(RayTestInstallation.version(version), null).orElseThrow();
		cluster = TemporaryCluster.start(installation, Map.of("num_cpus", 1), Path.of(System.getProperty("java.home")),
				TIMEOUT, (reason) -> {
				});
		client = new DashboardClient(cluster.info().dashboard(), DashboardClientClusterTests::token);
	}

	@AfterParameterizedClassInvocation
	static void close() {
		client.close();
		cluster.close();
	}

	private static @Nullable String token() {
		try {
			Path file = cluster.info().tokenFile();
			return (file != null) ? Files.readString(file).strip() : null;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void tellsTheVersion() {
		assertThat(client.version()).isEqualTo(this.version);
	}

	@Test
	void asksForAToken() {
		assumeThat(cluster.info().tokenFile()).isNotNull();
		try (DashboardClient stranger = new DashboardClient(cluster.info().dashboard(), () -> null)) {
			assertThatExceptionOfType(DashboardException.class).isThrownBy(() -> stranger.packageExists("a.zip"))
				.withMessageContaining("wants an authentication token");
		}
		try (DashboardClient stranger = new DashboardClient(cluster.info().dashboard(), () -> "wrong")) {
			assertThatExceptionOfType(DashboardException.class).isThrownBy(() -> stranger.packageExists("a.zip"))
				.withMessageContaining("refused the authentication token");
		}
	}

	@Test
	void uploadsPackagesOnce() throws Exception {
		CodePackages packages = CodePackages.build(ApplicationClassPath.of(getClass().getClassLoader()),
				this.directory);
		try (PackageStore store = new PackageStore(client, Duration.ofMinutes(4))) {
			store.store(packages.packages());
		}
		assertThat(packages.packages()).allMatch((codePackage) -> client.packageExists(codePackage.name()));
		for (CodePackage codePackage : packages.packages()) {
			Files.delete(codePackage.file());
		}
		try (PackageStore store = new PackageStore(client, Duration.ofMinutes(4))) {
			// would fail for want of the files
			store.store(packages.packages());
		}
	}

	@Test
	void runsAJobInAPackage() {
		DriverPackage driver = DriverClassPath.of(ApplicationClassPath.of(getClass().getClassLoader()))
			.buildPackage(this.directory);
		try (PackageStore store = new PackageStore(client, Duration.ofMinutes(4))) {
			store.store(List.of(driver.codePackage()));
			String entrypoint = "ls -d " + String.join(" ", driver.classPath()) + " && echo \"$GREETING\"";
			String id = submit(entrypoint, driver.codePackage().uri(), Map.of("GREETING", "grüße 'an' \"alle\""));
			await().atMost(TIMEOUT).until(() -> client.job(id).state().isFinal());
			assertThat(client.job(id).state()).as(client.jobLogs(id)).isEqualTo(JobStatus.State.SUCCEEDED);
			assertThat(client.job(id).exitCode()).isZero();
			assertThat(client.jobLogs(id).lines()).containsAll(driver.classPath()).contains("grüße 'an' \"alle\"");
		}
	}

	private static String submit(String entrypoint, String workingDirectory, Map<String, String> environment) {
		String id = "test-" + UUID.randomUUID();
		client.submitJob(new JobSubmission(id, entrypoint, workingDirectory, environment, Map.of("owner", "test")));
		return id;
	}

	@Test
	void stopsAJob() {
		String id = submit("sleep 600", null, Map.of());
		await().atMost(TIMEOUT).until(() -> client.job(id).state() == JobStatus.State.RUNNING);
		assertThat(client.stopJob(id, Duration.ofSeconds(30))).isTrue();
		await().atMost(TIMEOUT).until(() -> client.job(id).state() == JobStatus.State.STOPPED);
		// what ran the job may outlive its last state for a moment
		await().atMost(TIMEOUT).until(() -> !client.stopJob(id, Duration.ofSeconds(30)));
	}

	@Test
	void tellsWhyAJobFailed() {
		String id = submit("echo broken; exit 7", null, Map.of());
		await().atMost(TIMEOUT).until(() -> client.job(id).state() == JobStatus.State.FAILED);
		assertThat(client.job(id).exitCode()).isEqualTo(7);
		assertThat(client.job(id).message()).contains("7");
		assertThat(client.jobLogs(id)).contains("broken");
	}

	@Test
	void knowsNoOtherJobs() {
		assertThatExceptionOfType(DashboardException.class).isThrownBy(() -> client.job("no-such-job"))
			.withMessageContaining("knows no job no-such-job");
	}

	@Test
	void refusesAnIdForTheSecondTime() {
		JobSubmission job = new JobSubmission("test-" + UUID.randomUUID(), "true", null, Map.of(), Map.of());
		client.submitJob(job);
		assertThatExceptionOfType(DashboardException.class).isThrownBy(() -> client.submitJob(job))
			.withMessageContaining("already exists");
	}

	@Test
	void tellsThatAPackageIsTooLarge() throws Exception {
		Path file = this.directory.resolve("large");
		try (var output = new RandomAccessFile(file.toFile(), "rw")) {
			output.setLength(101L * 1024 * 1024);
		}
		assertThatExceptionOfType(DashboardException.class)
			.isThrownBy(() -> client.uploadPackage("_ray_pkg_0123456789abcdef.zip", file))
			.withMessageContaining("too large");
	}

}
