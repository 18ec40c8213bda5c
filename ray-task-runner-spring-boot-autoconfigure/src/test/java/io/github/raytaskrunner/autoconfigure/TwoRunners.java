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

import io.github.raytaskrunner.runner.DefaultRayTaskRunner;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application with two runners, below {@code first.ray} and {@code second.ray}.
 */
@Configuration(proxyBeanMethods = false)
public class TwoRunners {

	@Bean
	DefaultRayTaskRunner first(RayTaskRunnerFactory factory) {
		return factory.create("first.ray");
	}

	@Bean
	DefaultRayTaskRunner second(RayTaskRunnerFactory factory) {
		return factory.create("second.ray");
	}

}
