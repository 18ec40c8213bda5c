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

package io.github.raytaskrunner.autoconfigure.metrics;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.metrics.RayClusterMetrics;
import io.github.raytaskrunner.metrics.RayTaskRunnerGauges;
import io.github.raytaskrunner.metrics.RayTaskRunnerMetrics;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the metrics of
 * {@link RayTaskRunner}s.
 */
@AutoConfiguration(afterName = { "io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, RayTaskRunner.class })
public final class RayTaskRunnerMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RayTaskRunnerMetrics rayTaskRunnerMetrics(MeterRegistry registry) {
		return new RayTaskRunnerMetrics(registry);
	}

	// the runner needs the listeners here, which need the registry, which needs this
	// binder: so these ask for runners when the registry is complete
	@Bean
	@ConditionalOnMissingBean
	RayTaskRunnerGauges rayTaskRunnerGauges(ObjectProvider<ObservableRayTaskRunner> runners) {
		return new RayTaskRunnerGauges(() -> runners.stream(ObjectProvider.UNFILTERED, false));
	}

	@Bean
	@ConditionalOnMissingBean
	RayClusterMetrics rayClusterMetrics(MeterRegistry registry, ObjectProvider<ObservableRayTaskRunner> runners) {
		return new RayClusterMetrics(registry, () -> runners.stream(ObjectProvider.UNFILTERED, false));
	}

	@Bean
	UncountedRunners rayUncountedRunners(ListableBeanFactory beanFactory) {
		return new UncountedRunners(beanFactory);
	}

}
