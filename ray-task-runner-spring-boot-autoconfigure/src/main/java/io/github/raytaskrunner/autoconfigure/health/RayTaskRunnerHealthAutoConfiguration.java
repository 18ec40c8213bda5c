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

package io.github.raytaskrunner.autoconfigure.health;

import java.util.Map;

import io.github.raytaskrunner.RayTaskRunner;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of
 * {@link RayTaskRunner}s.
 */
@AutoConfiguration(afterName = "io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration",
		beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(RayTaskRunner.class)
public final class RayTaskRunnerHealthAutoConfiguration
		extends CompositeHealthContributorConfiguration<RayTaskRunnerHealthIndicator, RayTaskRunner> {

	RayTaskRunnerHealthAutoConfiguration() {
		super(RayTaskRunnerHealthIndicator::new);
	}

	@Bean
	@ConditionalOnEnabledHealthIndicator("ray")
	@ConditionalOnMissingBean(name = { "rayHealthIndicator", "rayHealthContributor" })
	HealthContributor rayHealthContributor(ConfigurableListableBeanFactory beanFactory) {
		Map<String, RayTaskRunner> runners = SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory,
				RayTaskRunner.class);
		// what a definition promises a test or a post-processor may have replaced
		return runners.isEmpty() ? CompositeHealthContributor.fromMap(Map.of()) : createContributor(runners);
	}

}
