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

package io.github.raytaskrunner.autoconfigure.endpoint;

import io.github.raytaskrunner.RayTaskRunner;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link RayEndpoint}.
 */
@AutoConfiguration(afterName = "io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration")
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(RayEndpoint.class)
@ConditionalOnBean(RayTaskRunner.class)
public final class RayEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RayEndpoint rayEndpoint(ConfigurableListableBeanFactory beanFactory) {
		return new RayEndpoint(
				SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, RayTaskRunner.class));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(RayEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	RayEndpointWebExtension rayEndpointWebExtension(RayEndpoint endpoint) {
		return new RayEndpointWebExtension(endpoint);
	}

}
