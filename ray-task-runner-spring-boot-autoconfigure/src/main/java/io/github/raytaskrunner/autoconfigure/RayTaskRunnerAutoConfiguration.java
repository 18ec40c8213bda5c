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

import java.nio.file.Path;
import java.util.Objects;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.backend.ray.RaySettings;
import io.github.raytaskrunner.scheduling.DefaultRayTaskRunner;
import io.github.raytaskrunner.scheduling.RunnerSettings;
import io.github.raytaskrunner.scheduling.TaskListener;
import io.github.raytaskrunner.serialization.TaskSerializer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Auto-configuration for {@link RayTaskRunner}.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ray.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RayProperties.class)
public final class RayTaskRunnerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(RayTaskRunner.class)
	DefaultRayTaskRunner rayTaskRunner(RayProperties properties, Environment environment,
			ConfigurableListableBeanFactory beanFactory, ObjectProvider<TaskListener> listeners) {
		ClassLoader classLoader = Objects.requireNonNullElseGet(beanFactory.getBeanClassLoader(),
				ClassLoader::getSystemClassLoader);
		TaskSerializer serializer = new TaskSerializer(classLoader, new BeanCaptureGuard(beanFactory));
		BackendFactory backendFactory = new BackendFactory(properties, raySettings(properties, environment), serializer,
				classLoader);
		return new DefaultRayTaskRunner(runnerSettings(properties), backendFactory, serializer,
				listeners.orderedStream().toList());
	}

	private static RunnerSettings runnerSettings(RayProperties properties) {
		DataSize maxPendingSize = properties.runner().maxPendingSize();
		long maxPendingBytes = (maxPendingSize != null) ? maxPendingSize.toBytes()
				: Runtime.getRuntime().maxMemory() / 4;
		RayProperties.Runner runner = properties.runner();
		return new RunnerSettings(maxPendingBytes, runner.maxUnfinished(), runner.whenFull(), runner.crashRetries(),
				Profiles.of(properties.profiles()), properties.shutdown().gracePeriod(), RunnerSettings.DEFAULT_PHASE);
	}

	private static RaySettings raySettings(RayProperties properties, Environment environment) {
		String applicationName = environment.getProperty("spring.application.name", "spring");
		String namespace = properties.init().namespace();
		return new RaySettings(applicationName, StringUtils.hasText(namespace) ? namespace : applicationName,
				RayInitArguments.of(properties.init()), properties.driver().launch(),
				Path.of(System.getProperty("java.home")),
				new RaySettings.Driver(properties.driver().jvmOptions(), properties.driver().startTimeout(),
						properties.driver().lease()),
				new RaySettings.Worker(properties.worker().jvmOptions(), properties.worker().startTimeout()));
	}

}
