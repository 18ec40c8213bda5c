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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.backend.ray.RaySettings.Startup;
import io.github.raytaskrunner.backend.ray.cluster.RayInstallation;
import io.github.raytaskrunner.backend.ray.cluster.TemporaryCluster;
import io.github.raytaskrunner.backend.ray.code.ApplicationClassPath;
import io.github.raytaskrunner.backend.ray.code.CodePackages;
import io.github.raytaskrunner.backend.ray.code.DriverClassPath;
import io.github.raytaskrunner.backend.ray.code.PackageStore;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;

/**
 * A driver on a cluster of its own, to which tests connect in their way.
 */
final class TestDriver implements AutoCloseable {

	static final Duration LIMIT = Duration.ofMinutes(2);

	private final DriverSecret secret = DriverSecret.random();

	private final TemporaryCluster cluster;

	private final DashboardClient dashboard;

	private final PackageStore packages;

	private final LaunchedDriver driver;

	private final Map<String, String> rayProperties;

	TestDriver(int cpus) throws IOException {
		RayInstallation installation = RayInstallation.find(RayTestInstallation.version(RayVersions.NEWEST), null)
			.orElseThrow();
		Path javaHome = Path.of(System.getProperty("java.home"));
		this.cluster = TemporaryCluster.start(installation, Map.of("num_cpus", cpus), javaHome, LIMIT, (reason) -> {
		});
		Path directory = Files.createDirectory(this.cluster.directory().resolve("driver"));
		this.dashboard = new DashboardClient(this.cluster.info().dashboard(), this::token);
		this.packages = new PackageStore(this.dashboard, Duration.ofMinutes(4));
		ApplicationClassPath application = ApplicationClassPath.of(TestDriver.class.getClassLoader());
		CodePackages code = CodePackages.build(application,
				Files.createDirectory(this.cluster.directory().resolve("packages")));
		this.packages.store(code.packages());
		List<Path> classPath = new ArrayList<>(DriverClassPath.of(application).materialize(directory));
		classPath.add(this.cluster.info().rayDistJar());
		RaySettings settings = new RaySettings("tests", "tests", Startup.FAIL, DriverLaunch.CHILD, javaHome,
				new RaySettings.Driver(List.of(TestJvm.SHORT_LIVED), Map.of(), LIMIT, LIMIT, LIMIT,
						RaySettings.Listen.ANYWHERE, null),
				new RaySettings.Worker(List.of(TestJvm.SHORT_LIVED), List.of(), LIMIT, Duration.ofSeconds(2), null));
		this.driver = new ChildDriverLauncher(javaHome, classPath, this.cluster.localNode(), directory)
			.launch(DriverSpec.of(settings, this.secret));
		this.rayProperties = RayJobProperties.of(settings, new byte[0], null, cpus).withCode(code.uris());
	}

	private String token() {
		Path file = this.cluster.info().tokenFile();
		try {
			return (file != null) ? Files.readString(file).strip() : null;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	DriverSecret secret() {
		return this.secret;
	}

	/**
	 * Return what an application tells the driver that Ray has to know.
	 */
	Map<String, String> rayProperties() {
		return this.rayProperties;
	}

	DriverEndpoint endpoint() {
		return this.driver.endpoint();
	}

	boolean hasEnded() {
		return this.driver.hasEnded();
	}

	/**
	 * Return what the driver printed.
	 */
	List<String> output() throws IOException {
		return Files.readAllLines(this.cluster.directory().resolve("driver/driver.log"));
	}

	@Override
	public void close() {
		this.driver.stop(Duration.ofSeconds(5));
		this.packages.close();
		this.dashboard.close();
		this.cluster.close();
	}

}
