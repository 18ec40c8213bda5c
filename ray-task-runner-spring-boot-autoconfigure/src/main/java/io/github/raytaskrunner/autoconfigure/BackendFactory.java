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

package io.github.raytaskrunner.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;

import io.github.raytaskrunner.autoconfigure.beans.WorkerSecrets;
import io.github.raytaskrunner.autoconfigure.test.TestEnvironment;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.embedded.EmbeddedBackend;
import io.github.raytaskrunner.backend.embedded.LenientResourceLimits;
import io.github.raytaskrunner.backend.embedded.ResourceLimits;
import io.github.raytaskrunner.backend.ray.RayBackend;
import io.github.raytaskrunner.backend.ray.RaySettings;
import io.github.raytaskrunner.backend.ray.cluster.ClusterAddress;
import io.github.raytaskrunner.backend.ray.cluster.ClusterToken;
import io.github.raytaskrunner.backend.ray.cluster.CurrentCluster;
import io.github.raytaskrunner.backend.ray.cluster.ExistingCluster;
import io.github.raytaskrunner.backend.ray.cluster.RayClusters;
import io.github.raytaskrunner.backend.ray.cluster.RayInstallation;
import io.github.raytaskrunner.backend.ray.cluster.RayNotInstalledException;
import io.github.raytaskrunner.backend.ray.cluster.TemporaryClusters;
import io.github.raytaskrunner.serialization.TaskSerializer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Creates the backend that {@code ray.address} asks for.
 */
final class BackendFactory implements Supplier<Backend> {

	private static final Log logger = LogFactory.getLog(BackendFactory.class);

	private final String prefix;

	private final RayProperties properties;

	private final Environment environment;

	private final SslBundles bundles;

	private final TaskSerializer serializer;

	private final ClassLoader classLoader;

	private final UnaryOperator<RayClusters> sharing;

	private final @Nullable WorkerSecrets secrets;

	/**
	 * Create a new instance.
	 * @param prefix prefix of the properties
	 * @param properties the properties
	 * @param environment the environment of the application
	 * @param bundles the SSL bundles of the application
	 * @param serializer for embedded tasks
	 * @param classLoader the class loader of the application
	 * @param sharing makes temporary clusters shared ones, or leaves them as they are
	 * @param secrets tells of those that beans on workers have not, or {@code null} if
	 * there are no such beans
	 */
	BackendFactory(String prefix, RayProperties properties, Environment environment, SslBundles bundles,
			TaskSerializer serializer, ClassLoader classLoader, UnaryOperator<RayClusters> sharing,
			@Nullable WorkerSecrets secrets) {
		this.prefix = prefix;
		this.properties = properties;
		this.environment = environment;
		this.bundles = bundles;
		this.serializer = serializer;
		this.classLoader = classLoader;
		this.sharing = sharing;
		this.secrets = secrets;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof BackendFactory that && this.properties.equals(that.properties)
				&& raySettings(Map.of()).equals(that.raySettings(Map.of()));
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.properties, raySettings(Map.of()));
	}

	@Override
	public Backend get() {
		try {
			return backend();
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			throw RayTaskRunnerFactory.below(this.prefix, ex);
		}
	}

	private Backend backend() {
		RayAddress address = RayAddress.of(this.properties.address());
		if (address.isSet()) {
			return at(address);
		}
		if (TestEnvironment.isOf(this.environment)) {
			return inTest();
		}
		return NativeImage.isOf(this.environment) ? inNativeImage() : found().orElseGet(this::withoutRay);
	}

	private Backend at(RayAddress address) {
		if (address.isEmbedded()) {
			return embeddedAsAsked();
		}
		if (address.isLocal()) {
			return temporaryCluster(findInstallation().orElseThrow(() -> new RayNotInstalledException(
					"The property 'ray.address' is 'local', but this machine has no Ray installation: 'ray.home' is not "
							+ "set, and there is no 'ray' command on the PATH")),
					"");
		}
		if (address.isAuto()) {
			return found().orElseThrow(() -> new BackendUnavailableException(
					"The property 'ray.address' is 'auto', but no Ray cluster runs on this machine, and there is no Ray "
							+ "installation to start one with: 'ray.home' is not set, and there is no 'ray' command on the PATH",
					"Start a cluster with 'ray start --head', install Ray (pip install \"ray[default]\"), or set "
							+ "'ray.address' (or RAY_ADDRESS) to the address of a cluster or to 'embedded'.",
					null));
		}
		ClusterAddress parsed = parse(address.text());
		return existingCluster(address.text(), "", () -> parsed);
	}

	private Backend existingCluster(String address, String remark, Supplier<ClusterAddress> parsed) {
		// a bundle that is not there is said now
		dashboardSsl();
		checkForExistingCluster(address);
		warnOfSecrets(false);
		return ray((timeout, onDeath) -> ExistingCluster.find(parsed.get(), token(), dashboardSsl()),
				"connecting to the Ray cluster at " + address + remark);
	}

	private void checkForExistingCluster(String address) {
		List<String> forNewOnes = RayInitArguments.newClusterOnly(this.properties.init());
		if (!forNewOnes.isEmpty()) {
			throw new InvalidConfigurationPropertyValueException("ray.address", address,
					"it is that of an existing cluster, but only a new one can have " + String.join(", ", forNewOnes)
							+ ": remove these, or set 'local' for a temporary cluster");
		}
	}

	/**
	 * Return what {@code ray.init()} would use: the cluster of the environment, the one
	 * of this machine, or a temporary one.
	 */
	private Optional<Backend> found() {
		CurrentCluster current = new CurrentCluster(this.environment::getProperty);
		return current.ofEnvironment()
			.map((address) -> at(RayAddress.of(address)))
			.or(() -> current.ofThisMachine().map((address) -> ofThisMachine(address, current)))
			.or(() -> findInstallation().map(this::ofInstallation));
	}

	private Backend ofThisMachine(String address, CurrentCluster current) {
		// asked again for each connection: a cluster that was started anew is another one
		return existingCluster(address,
				", which was started on this machine (ray.address=local starts a temporary one instead, "
						+ "ray.address=embedded runs tasks in this process)",
				() -> parse(current.ofThisMachine()
					.orElseThrow(() -> new BackendUnavailableException("No Ray cluster runs on this machine any more",
							"Start one with 'ray start --head'.", null))));
	}

	private Backend ofInstallation(RayInstallation installation) {
		return temporaryCluster(installation, " (ray.address=embedded runs tasks in this process instead)");
	}

	private Backend withoutRay() {
		logger.info("No Ray installation found, so tasks run embedded in this process. To run them on Ray: pip "
				+ "install \"ray[default]\" and put 'ray' on the PATH or set ray.home");
		return embeddedAsAsked();
	}

	private Backend inNativeImage() {
		logger.info("This is a native image, so tasks run embedded in this process. To run them on Ray, run the "
				+ "application on a JVM");
		return embeddedAsAsked();
	}

	private Backend inTest() {
		logger.info("This is a test and sets no 'ray.address', so tasks run embedded in this process. To run them on "
				+ "Ray: ray.address=local or auto, or @SharedRayCluster of ray-task-runner-spring-boot-test");
		// the application's properties are those of its cluster
		Set<String> variables = variables();
		if (!variables.isEmpty()) {
			logger.warn("In this test tasks have no variables of 'ray.init.runtime-env.env-vars', but those of this "
					+ "process: " + variables + " are left out");
		}
		return embedded(new LenientResourceLimits(embeddedResources()));
	}

	private ClusterAddress parse(String address) {
		try {
			return ClusterAddress.parse(address, this.properties.dashboardAddress());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("ray.address", address, "it " + ex.getMessage());
		}
	}

	// asked again for each connection, as bundles may be reloaded
	private @Nullable SSLContext dashboardSsl() {
		String bundle = this.properties.dashboardSslBundle();
		return StringUtils.hasText(bundle)
				? NamedSslBundle.use(this.bundles, "ray.dashboard-ssl-bundle", bundle, SslBundle::createSslContext)
				: null;
	}

	private ClusterToken token() {
		return new RayPropertiesMapper(this.properties).token();
	}

	private Optional<RayInstallation> findInstallation() {
		return RayInstallation.find(this.properties.home(), this.environment.getProperty("PATH"));
	}

	private Backend embeddedAsAsked() {
		Set<String> variables = variables();
		if (!variables.isEmpty()) {
			throw new InvalidConfigurationPropertyValueException("ray.init.runtime-env.env-vars", variables,
					"embedded tasks run in this process and have its environment: "
							+ "set the variables of this process, or run on Ray (ray.address)");
		}
		return embedded(new ResourceLimits(embeddedResources()));
	}

	// their values may be secret
	private Set<String> variables() {
		return this.properties.init().runtimeEnv().envVars().keySet();
	}

	private Map<String, Double> embeddedResources() {
		return new RayPropertiesMapper(this.properties).embeddedResources();
	}

	private Backend embedded(ResourceLimits limits) {
		return new EmbeddedBackend(this.serializer, limits, this.classLoader,
				Threading.VIRTUAL.isActive(this.environment));
	}

	private Backend temporaryCluster(RayInstallation installation, String remark) {
		TemporaryClusters clusters = new TemporaryClusters(installation, RayInitArguments.of(this.properties.init()),
				RayPropertiesMapper.JAVA_HOME);
		warnOfSecrets(true); // its processes inherit the variables of this one
		return ray(this.sharing.apply(clusters),
				"starting on a temporary Ray cluster with " + installation.python() + remark);
	}

	private void warnOfSecrets(boolean withVariables) {
		if (this.secrets != null) {
			this.secrets.warnOfOthers(withVariables);
		}
	}

	private Backend ray(RayClusters clusters, String startsBy) {
		return new RayBackend(clusters, startsBy, raySettings(LogLevels.of(this.classLoader)), this.classLoader);
	}

	private RaySettings raySettings(Map<String, String> logLevels) {
		String applicationName = this.environment.getProperty("spring.application.name");
		return new RayPropertiesMapper(this.properties).raySettings(applicationName, this.bundles, logLevels);
	}

}
