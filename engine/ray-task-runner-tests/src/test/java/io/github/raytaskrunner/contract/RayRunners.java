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

package io.github.raytaskrunner.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.backend.ray.RayBackend;
import io.github.raytaskrunner.backend.ray.RaySettings;
import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.backend.ray.RaySettings.Startup;
import io.github.raytaskrunner.backend.ray.cluster.ClusterAddress;
import io.github.raytaskrunner.backend.ray.cluster.ClusterToken;
import io.github.raytaskrunner.backend.ray.cluster.ExistingCluster;
import io.github.raytaskrunner.backend.ray.cluster.RayClusters;
import io.github.raytaskrunner.backend.ray.cluster.RayInstallation;
import io.github.raytaskrunner.backend.ray.cluster.TemporaryCluster;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.TestJvm;
import io.github.raytaskrunner.testsupport.TwoNodeCluster;
import org.jspecify.annotations.Nullable;

/**
 * Runners on temporary clusters with two CPUs.
 */
public final class RayRunners {

	private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

	private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

	private RayRunners() {
	}

	/**
	 * Create a runner for a temporary cluster.
	 * @param rayVersion version of Ray
	 * @param launch how the driver is launched
	 * @param settings the settings
	 * @return the runner, not started
	 */
	public static DefaultRayTaskRunner create(String rayVersion, DriverLaunch launch, RunnerSettings settings) {
		return create(rayVersion, launch, settings, List.of(TestJvm.SHORT_LIVED), START_TIMEOUT);
	}

	static DefaultRayTaskRunner create(String rayVersion, DriverLaunch launch, RunnerSettings settings,
			List<String> workerJvmOptions, Duration workerStartTimeout) {
		RayInstallation installation = RayInstallation.find(RayTestInstallation.version(rayVersion), null)
			.orElseThrow();
		RayClusters clusters = (timeout, onDeath) -> TemporaryCluster.start(installation, Map.of("num_cpus", 2),
				JAVA_HOME, timeout, onDeath);
		return create(clusters, launch, settings, new RaySettings.Worker(workerJvmOptions, List.of(),
				workerStartTimeout, Duration.ofSeconds(2), Map.of()));
	}

	/**
	 * Create a runner for a cluster that runs already.
	 * @param cluster the cluster
	 * @param launch how the driver is launched
	 * @param settings the settings
	 * @return the runner, not started
	 */
	public static DefaultRayTaskRunner create(TwoNodeCluster cluster, @Nullable DriverLaunch launch,
			RunnerSettings settings) {
		ClusterAddress address = ClusterAddress.parse(cluster.gcsAddress(), cluster.dashboardUrl());
		ClusterToken token = (cluster.token() != null) ? new ClusterToken(null, cluster.tokenFile())
				: ClusterToken.NONE;
		RayClusters clusters = (timeout, onDeath) -> ExistingCluster.find(address, token, null);
		return create(clusters, launch, settings, new RaySettings.Worker(List.of(TestJvm.SHORT_LIVED), List.of(),
				START_TIMEOUT, Duration.ofSeconds(2), Map.of()));
	}

	private static DefaultRayTaskRunner create(RayClusters clusters, @Nullable DriverLaunch launch,
			RunnerSettings settings, RaySettings.Worker worker) {
		ClassLoader classLoader = RayRunners.class.getClassLoader();
		RaySettings raySettings = new RaySettings("tests", "tests", Startup.FAIL, launch, JAVA_HOME,
				new RaySettings.Driver(List.of(TestJvm.SHORT_LIVED), Map.of(), START_TIMEOUT, Duration.ofSeconds(60),
						Duration.ofMinutes(4), RaySettings.Listen.ANYWHERE, null),
				worker);
		return new DefaultRayTaskRunner(settings, () -> new RayBackend(clusters, "starting", raySettings, classLoader),
				new TaskSerializer(classLoader, (captured) -> null), new ContractCaches());
	}

}
