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

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.ResultCaches;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.autoconfigure.beans.FactoryBeanProducts;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link RayTaskRunner}.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ray.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RayProperties.class)
public final class RayTaskRunnerAutoConfiguration {

	@Bean
	static ConfigurationPropertiesBindHandlerAdvisor rayEmptyValuesBindHandlerAdvisor() {
		return (handler) -> new EmptyValuesBindHandler(RayTaskRunnerFactory.DEFAULT_PREFIX, handler);
	}

	@Bean
	static FactoryBeanProducts rayFactoryBeanProducts(ConfigurableListableBeanFactory beanFactory) {
		return new FactoryBeanProducts(beanFactory);
	}

	@Bean
	@Profile("!ray.worker")
	static ListenerRegistration rayListenerRegistration(ObjectProvider<TaskListener> listeners) {
		return new ListenerRegistration(listeners);
	}

	// each starts with the context, and has to be there before its listeners are
	@Bean
	static LazyInitializationExcludeFilter rayLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(RayTaskRunner.class);
	}

	@Bean
	@ConditionalOnMissingBean
	RayTaskRunnerFactory rayTaskRunnerFactory(Environment environment, ConfigurableListableBeanFactory beanFactory,
			FactoryBeanProducts factoryBeanProducts, ObjectProvider<SslBundles> bundles,
			ObjectProvider<RunnerSettingsCustomizer> customizers, ObjectProvider<ResultCaches> caches) {
		return new RayTaskRunnerFactory(environment, beanFactory, factoryBeanProducts, bundles, customizers, caches);
	}

	@Bean
	@ConditionalOnMissingBean(RayConnectionDetails.class)
	PropertiesRayConnectionDetails rayConnectionDetails(RayProperties properties) {
		return new PropertiesRayConnectionDetails(properties);
	}

	@Bean
	@ConditionalOnMissingBean(RayTaskRunner.class)
	DefaultRayTaskRunner rayTaskRunner(RayProperties properties, RayConnectionDetails connection,
			Environment environment, RayTaskRunnerFactory factory) {
		if (environment instanceof ConfigurableEnvironment configurable) {
			new ForeignPropertySources().check(configurable.getSystemEnvironment(), configurable.getSystemProperties());
		}
		return (connection instanceof PropertiesRayConnectionDetails) ? factory.create(properties)
				: factory.create(properties, connection);
	}

}
