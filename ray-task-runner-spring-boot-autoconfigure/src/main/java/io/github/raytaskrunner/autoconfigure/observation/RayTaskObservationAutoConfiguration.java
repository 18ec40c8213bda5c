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

package io.github.raytaskrunner.autoconfigure.observation;

import io.github.raytaskrunner.autoconfigure.RunnerSettingsCustomizer;
import io.github.raytaskrunner.autoconfigure.beans.ContextBeans;
import io.github.raytaskrunner.autoconfigure.beans.FactoryBeanProducts;
import io.github.raytaskrunner.observation.ObservationInterceptor;
import io.github.raytaskrunner.observation.RayTaskObservationConvention;
import io.github.raytaskrunner.observation.RayTaskRunObservationConvention;
import io.github.raytaskrunner.observation.TaskObservations;
import io.github.raytaskrunner.serialization.NamedBean;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for observations of tasks.
 */
@AutoConfiguration(afterName = { "io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration",
		"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration" })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnSingleCandidate(ObservationRegistry.class)
@ConditionalOnBean(FactoryBeanProducts.class)
public final class RayTaskObservationAutoConfiguration {

	private static final String OBSERVATIONS = "rayTaskObservations";

	@Bean(OBSERVATIONS)
	TaskObservations rayTaskObservations(ObservationRegistry registry,
			ObjectProvider<RayTaskObservationConvention> taskConvention,
			ObjectProvider<RayTaskRunObservationConvention> runConvention) {
		return new TaskObservations(registry, taskConvention.getIfAvailable(), runConvention.getIfAvailable());
	}

	// by name: the registry may need what needs the runner, and a worker has its own
	@Bean
	@Order
	static RunnerSettingsCustomizer rayTaskObservationCustomizer(ConfigurableListableBeanFactory beanFactory,
			FactoryBeanProducts products) {
		NamedBean<TaskObservations> observations = new NamedBean<>(OBSERVATIONS,
				new ContextBeans(beanFactory, products));
		return (settings) -> settings.withInterceptor(new ObservationInterceptor(observations));
	}

}
