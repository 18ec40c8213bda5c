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

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.raytaskrunner.ResultCaches;
import io.github.raytaskrunner.autoconfigure.beans.BeanCaptureGuard;
import io.github.raytaskrunner.autoconfigure.beans.ContextBeans;
import io.github.raytaskrunner.autoconfigure.beans.ContextGuard;
import io.github.raytaskrunner.autoconfigure.beans.FactoryBeanProducts;
import io.github.raytaskrunner.autoconfigure.beans.StationaryBeans;
import io.github.raytaskrunner.autoconfigure.beans.WorkerApplication;
import io.github.raytaskrunner.autoconfigure.beans.WorkerSecrets;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.ray.cluster.RayClusters;
import io.github.raytaskrunner.backend.ray.cluster.SharedClusters;
import io.github.raytaskrunner.propagation.MdcInterceptor;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.serialization.WorkerBeans;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Creates runners from properties, for applications that use several clusters: each
 * cluster has a prefix of its own, with the same properties below it as below
 * {@code ray}. <pre class="code">
 * &#064;Bean
 * &#064;Primary
 * DefaultRayTaskRunner research(RayTaskRunnerFactory factory) {
 *     return factory.create("research.ray");
 * }
 * </pre> If there is such a bean, no runner is auto-configured. Messages about a cluster
 * that cannot be used name properties as if their prefix were {@code ray}. Safe for use
 * by several threads.
 */
public final class RayTaskRunnerFactory {

	static final String DEFAULT_PREFIX = "ray";

	private final Environment environment;

	private final ConfigurableListableBeanFactory beanFactory;

	private final FactoryBeanProducts factoryBeanProducts;

	private final ObjectProvider<SslBundles> bundles;

	private final ObjectProvider<RunnerSettingsCustomizer> customizers;

	private final ObjectProvider<ResultCaches> caches;

	RayTaskRunnerFactory(Environment environment, ConfigurableListableBeanFactory beanFactory,
			FactoryBeanProducts factoryBeanProducts, ObjectProvider<SslBundles> bundles,
			ObjectProvider<RunnerSettingsCustomizer> customizers, ObjectProvider<ResultCaches> caches) {
		this.environment = environment;
		this.beanFactory = beanFactory;
		this.factoryBeanProducts = factoryBeanProducts;
		this.bundles = bundles;
		this.customizers = customizers;
		this.caches = caches;
	}

	/**
	 * Create a runner that is to be a bean: it starts and stops with the application
	 * context; where beans are lazy, only if the method that declares it returns this
	 * class.
	 * @param prefix prefix of its properties, in kebab case. Only below {@code ray} are
	 * there {@code enabled} and {@code executor.enabled}
	 * @return the runner, not started
	 * @throws org.springframework.boot.context.properties.bind.BindException if a
	 * property below the prefix is unknown or has a value of another type; unknown
	 * environment variables and system properties do not count
	 * @throws InvalidConfigurationPropertyValueException if a value is invalid
	 */
	public DefaultRayTaskRunner create(String prefix) {
		RayProperties properties = Binder.get(this.environment)
			.bindOrCreate(prefix, Bindable.of(RayProperties.class), new EmptyValuesBindHandler(prefix,
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter())));
		try {
			if (!prefix.equals(DEFAULT_PREFIX)) {
				checkThatItDescribesARunnerAlone(properties);
			}
			return create(prefix, properties);
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			throw below(prefix, ex);
		}
	}

	/**
	 * Return what is wrong below a prefix.
	 * @param prefix the prefix
	 * @param ex what is wrong, as if the prefix was {@code ray}
	 * @return the same with the name of the property
	 */
	static InvalidConfigurationPropertyValueException below(String prefix,
			InvalidConfigurationPropertyValueException ex) {
		String name = ex.getName();
		return name.startsWith(DEFAULT_PREFIX + ".")
				? InvalidValue.of(prefix + name.substring(DEFAULT_PREFIX.length()), ex.getValue(), ex.getReason(), ex)
				: ex;
	}

	private static void checkThatItDescribesARunnerAlone(RayProperties properties) {
		if (!properties.enabled()) {
			throw new InvalidConfigurationPropertyValueException("ray.enabled", false,
					"it would change nothing, as the application itself declares this runner: let a condition of the "
							+ "bean decide");
		}
		if (properties.executor().enabled()) {
			throw new InvalidConfigurationPropertyValueException("ray.executor.enabled", true,
					"there is one executor for all runners: set 'ray.executor.enabled'");
		}
	}

	/**
	 * Create a runner for the cluster of connection details.
	 * @param properties the properties, whose own cluster does not count
	 * @param connection where the cluster is
	 * @return the runner, not started
	 * @throws BackendUnavailableException if that cluster cannot have what the properties
	 * ask of a new one
	 */
	DefaultRayTaskRunner create(RayProperties properties, RayConnectionDetails connection) {
		RayProperties connected = properties.connectedTo(connection);
		List<String> forNewOnes = RayInitArguments.newClusterOnly(connected.init());
		if (RayAddress.of(connected.address()).isOfCluster() && !forNewOnes.isEmpty()) {
			throw new BackendUnavailableException(
					"The connection details (" + connection.getClass().getName() + ") name the existing cluster at "
							+ connected.address() + ", but only a new one can have " + String.join(", ", forNewOnes),
					"Remove these properties, or set them in a profile without these connection details.", null);
		}
		return create(connected);
	}

	DefaultRayTaskRunner create(RayProperties properties) {
		return create(DEFAULT_PREFIX, properties);
	}

	private DefaultRayTaskRunner create(String prefix, RayProperties properties) {
		Duration phaseTimeout = phaseTimeout();
		RayPropertiesValidator.validate(properties, this.environment, phaseTimeout);
		ClassLoader classLoader = Objects.requireNonNullElseGet(this.beanFactory.getBeanClassLoader(),
				ClassLoader::getSystemClassLoader);
		WorkerBeans workerBeans = workerBeans(properties.beans());
		boolean beansTravel = properties.beans().enabled() && (workerBeans != null || !isKnownCluster(properties));
		TaskSerializer serializer = serializer(classLoader, properties.beans(), beansTravel);
		BackendFactory backends = new BackendFactory(prefix, properties, this.environment,
				this.bundles.getIfAvailable(DefaultSslBundleRegistry::new), serializer, classLoader, sharing(),
				(workerBeans != null) ? workerSecrets(properties.beans()) : null);
		RunnerSettings settings = new RayPropertiesMapper(properties).runnerSettings(phaseTimeout);
		return new DefaultRayTaskRunner(customized(settings.withBeans(workerBeans)), backends, serializer,
				(name) -> caches().get(name));
	}

	private RunnerSettings customized(RunnerSettings settings) {
		RunnerSettings customized = settings.withInterceptor(new MdcInterceptor());
		for (RunnerSettingsCustomizer customizer : this.customizers.orderedStream().toList()) {
			customized = customized(customized, customizer);
		}
		return customized;
	}

	private RunnerSettings customized(RunnerSettings settings, RunnerSettingsCustomizer customizer) {
		RunnerSettings customized = customizer.customize(settings);
		if (customized == null) {
			throw new BackendUnavailableException("The " + describe(customizer) + " returned null instead of settings",
					"Return the settings that it is given, or what their methods make of them.", null);
		}
		return customized;
	}

	private String describe(RunnerSettingsCustomizer customizer) {
		String bean = Stream.of(this.beanFactory.getBeanNamesForType(RunnerSettingsCustomizer.class))
			.filter((name) -> this.beanFactory.getSingleton(name) == customizer)
			.map((name) -> " '" + name + "'")
			.findFirst()
			.orElse("");
		return "RunnerSettingsCustomizer" + bean + " (" + customizer.getClass().getName() + ")";
	}

	// not before a task needs it, as caches may need much of the application
	private ResultCaches caches() {
		ResultCaches caches = this.caches.getIfUnique();
		if (caches == null) {
			throw new IllegalArgumentException("the application has no CacheManager, or several of which none is "
					+ "primary: add spring-boot-starter-cache and @EnableCaching, or a CacheManager bean");
		}
		return caches;
	}

	// without an address it is not known before the start
	private static boolean isKnownCluster(RayProperties properties) {
		RayAddress address = RayAddress.of(properties.address());
		return address.isSet() && !address.isEmbedded();
	}

	private TaskSerializer serializer(ClassLoader classLoader, RayProperties.Beans properties, boolean beansTravel) {
		ContextBeans beans = new ContextBeans(this.beanFactory, this.factoryBeanProducts);
		if (beansTravel) {
			return new TaskSerializer(classLoader, new ContextGuard(), beans);
		}
		String reason = (properties.enabled()) ? "as no worker can have an application context like this one"
				: "as 'ray.beans.enabled' is 'false'";
		return new TaskSerializer(classLoader, new BeanCaptureGuard(this.beanFactory, this.factoryBeanProducts, reason),
				new StationaryBeans(beans));
	}

	private @Nullable WorkerBeans workerBeans(RayProperties.Beans beans) {
		return (beans.enabled() && this.environment instanceof ConfigurableEnvironment configurable)
				? WorkerApplication.of(this.beanFactory, configurable, beans.properties()) : null;
	}

	private @Nullable WorkerSecrets workerSecrets(RayProperties.Beans beans) {
		return (this.environment instanceof ConfigurableEnvironment configurable)
				? new WorkerSecrets(configurable, beans.properties()) : null;
	}

	private UnaryOperator<RayClusters> sharing() {
		SharedClusters clusters = this.beanFactory.getBeanProvider(SharedClusters.class)
			.getIfAvailable(() -> RestartScope.sharedClusters(this.beanFactory));
		return (clusters != null) ? clusters::of : UnaryOperator.identity();
	}

	private Duration phaseTimeout() {
		return Binder.get(this.environment)
			.bindOrCreate("spring.lifecycle", LifecycleProperties.class)
			.getTimeoutPerShutdownPhase();
	}

}
